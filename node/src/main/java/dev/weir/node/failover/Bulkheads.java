package dev.weir.node.failover;

import dev.weir.topology.Region;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;

/** Bulkheads that nobody waits at. */
final class Bulkheads {

  private Bulkheads() {}

  static Bulkhead of(Region region, int places) {
    return Bulkhead.of(
        region.name(),
        BulkheadConfig.custom()
            .maxConcurrentCalls(places)
            .maxWaitDuration(Duration.ZERO)
            .writableStackTraceEnabled(false)
            .build());
  }

  static boolean hasRoom(Bulkhead bulkhead) {
    return bulkhead.getMetrics().getAvailableConcurrentCalls() > 0;
  }

  static int inFlight(Bulkhead bulkhead) {
    Bulkhead.Metrics metrics = bulkhead.getMetrics();
    return metrics.getMaxAllowedConcurrentCalls() - metrics.getAvailableConcurrentCalls();
  }
}
