package dev.weir.node.store;

import dev.weir.node.database.SharedCassandra;
import dev.weir.topology.NodeAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Stores on the one database that the tests of this JVM share, in one keyspace. */
final class CqlStores {

  static final String KEYSPACE = "store_test";

  private CqlStores() {}

  /** The defaults, with patience for a machine that is busy. */
  static StoreSettings settings() {
    return settings(SharedCassandra.get().host(), SharedCassandra.get().port(), KEYSPACE);
  }

  static StoreSettings settings(String host, int port, String keyspace) {
    return StoreSettings.of(
        StoreConnection.of(List.of(new NodeAddress(host, port)), "eu", keyspace)
            .creating(Map.of("eu", 1))
            .timingOutAfter(Duration.ofSeconds(10)));
  }

  static CqlStore open(StoreSettings settings, SettableWall wall, StoreEvents events) {
    return CqlStore.open(settings, wall, System::nanoTime, events, new SimpleMeterRegistry());
  }

  /** A wall clock for a test class of its own. */
  static SettableWall wall() {
    return new SettableWall(Instant.parse("2026-06-01T12:00:00Z"));
  }
}
