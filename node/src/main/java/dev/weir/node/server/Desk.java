package dev.weir.node.server;

import dev.weir.messages.HybridClock;
import dev.weir.messages.Ticker;
import dev.weir.topology.RangeTable;
import java.util.Optional;

/** What all connections of a server share. */
final class Desk {

  private final ServerConfig config;
  private final Identity identity;
  private final Services services;
  private final HybridClock clock;
  private final Ticker ticker;
  private final Counters counters = new Counters();
  private volatile Optional<EncodedTable> table = Optional.empty();
  private volatile boolean draining;

  Desk(
      ServerConfig config, Identity identity, Services services, HybridClock clock, Ticker ticker) {
    this.config = config;
    this.identity = identity;
    this.services = services;
    this.clock = clock;
    this.ticker = ticker;
  }

  ServerConfig config() {
    return config;
  }

  Identity identity() {
    return identity;
  }

  Services services() {
    return services;
  }

  HybridClock clock() {
    return clock;
  }

  Ticker ticker() {
    return ticker;
  }

  Counters counters() {
    return counters;
  }

  /** The table that the node serves by, once it has one. */
  Optional<EncodedTable> table() {
    return table;
  }

  void serveBy(RangeTable newer) {
    table = Optional.of(new EncodedTable(newer));
  }

  boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }
}
