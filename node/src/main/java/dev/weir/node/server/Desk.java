package dev.weir.node.server;

import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.Messages;
import dev.weir.messages.Ticker;

/** What all connections of a server share. */
final class Desk {

  private final ServerConfig config;
  private final Identity identity;
  private final Messages messages;
  private final HybridClock clock;
  private final MessageNamer namer;
  private final Ticker ticker;
  private final Counters counters = new Counters();
  private volatile boolean draining;

  Desk(
      ServerConfig config,
      Identity identity,
      Messages messages,
      HybridClock clock,
      MessageNamer namer,
      Ticker ticker) {
    this.config = config;
    this.identity = identity;
    this.messages = messages;
    this.clock = clock;
    this.namer = namer;
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

  MessageNamer namer() {
    return namer;
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
