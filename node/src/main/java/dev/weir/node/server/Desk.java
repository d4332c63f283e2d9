package dev.weir.node.server;

import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageId;
import dev.weir.messages.Messages;
import dev.weir.messages.Ticker;
import java.util.function.LongFunction;

/** What all connections of a server share. */
final class Desk {

  private final ServerConfig config;
  private final Identity identity;
  private final Messages messages;
  private final HybridClock clock;
  private final LongFunction<MessageId> naming;
  private final Ticker ticker;
  private final Counters counters = new Counters();
  private volatile boolean draining;

  Desk(
      ServerConfig config,
      Identity identity,
      Messages messages,
      HybridClock clock,
      LongFunction<MessageId> naming,
      Ticker ticker) {
    this.config = config;
    this.identity = identity;
    this.messages = messages;
    this.clock = clock;
    this.naming = naming;
    this.ticker = ticker;
  }

  ServerConfig config() {
    return config;
  }

  Identity identity() {
    return identity;
  }

  Messages messages() {
    return messages;
  }

  HybridClock clock() {
    return clock;
  }

  LongFunction<MessageId> naming() {
    return naming;
  }

  Ticker ticker() {
    return ticker;
  }

  Counters counters() {
    return counters;
  }

  boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }
}
