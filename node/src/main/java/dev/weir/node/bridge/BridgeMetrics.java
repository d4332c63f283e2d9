package dev.weir.node.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Counts what the bridge receives. */
final class BridgeMetrics {

  private final Counter heard;
  private final Counter malformed;

  BridgeMetrics(MeterRegistry registry, Supplier<Neighbours> neighbours) {
    this.heard =
        Counter.builder("weir.bridge.digests")
            .description("Digests of regions that arrived, this one's with them")
            .register(registry);
    this.malformed =
        Counter.builder("weir.bridge.malformed")
            .description("Messages on the bridge that make no sense, or are of no known region")
            .register(registry);
    Gauge.builder(
            "weir.bridge.fresh",
            () -> neighbours.get().all().stream().filter(Neighbour::isFresh).count())
        .description("Other regions that were heard of in the last three seconds")
        .strongReference(true)
        .register(registry);
  }

  void heard() {
    heard.increment();
  }

  void malformed() {
    malformed.increment();
  }
}
