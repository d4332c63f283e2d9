package dev.weir.node;

import dev.weir.client.protocol.Reply;
import dev.weir.messages.Deadline;
import dev.weir.messages.Ticker;
import dev.weir.messages.WorkerGrant;
import dev.weir.node.server.Leasing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Leases numbers to clients and to this node itself, and counts them. For any thread. */
final class Leases implements Leasing {

  private final NodeLease.Source source;
  private final Ticker ticker;
  private final Counter granted;
  private final Counter refused;

  /** When each number's last lease is over, on the ticker: a region's numbers at most. */
  private final Map<Integer, Deadline> ends = new ConcurrentHashMap<>();

  Leases(NodeLease.Source source, Ticker ticker, MeterRegistry registry) {
    this.source = source;
    this.ticker = ticker;
    this.granted =
        Counter.builder("weir.leases.granted")
            .description("Leases of workers' numbers that this node gave or renewed")
            .register(registry);
    this.refused =
        Counter.builder("weir.leases.refused")
            .description("Leases of workers' numbers that could not be had")
            .register(registry);
    Gauge.builder("weir.leases.held", this, Leases::held)
        .description("Workers' numbers leased through this node and not over, its own with them")
        .register(registry);
  }

  @Override
  public CompletionStage<Reply.Leased> lease(UUID holder, OptionalInt kept, Deadline deadline) {
    return grant(holder, kept, deadline)
        .thenApply(grant -> new Reply.Leased(grant.lease(), grant.left()));
  }

  /** The same, for the node itself. */
  CompletionStage<WorkerGrant> grant(UUID holder, OptionalInt kept, Deadline deadline) {
    return source
        .lease(holder, kept, deadline)
        .whenComplete((grant, failure) -> {
          if (failure != null) {
            refused.increment();
          } else {
            granted.increment();
            long endNanos = ticker.nanos() + grant.left().toNanos();
            ends.put(grant.lease().worker(), new Deadline(endNanos));
          }
        });
  }

  private int held() {
    ends.values().removeIf(end -> end.hasPassed(ticker));
    return ends.size();
  }
}
