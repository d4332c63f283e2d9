package dev.weir.chaos.drill;

import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.drill.report.Event;
import dev.weir.chaos.drill.report.Usage;
import dev.weir.messages.Ticker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at every node's counters each second: what they grew by in each part of a drill, and what
 * changed in who belongs to a region. A node that was started anew counts from nothing.
 */
final class Counters implements AutoCloseable {

  private static final long PERIOD_MILLIS = 1_000;

  /** What is counted, and as what nodes tell it. */
  private enum Count {
    DATABASE_READS("weir_reads_total{at=\"database\""),
    REQUESTS("weir_requests_seconds_count{"),
    RETRIES("weir_failover_retries_total"),
    HEDGES("weir_failover_hedges_total"),
    SECOND_FLIGHTS("weir_flight_hedges_total"),
    REFUSED("weir_failover_budget_refusals_total");

    private final String series;

    Count(String series) {
      this.series = series;
    }
  }

  /** Something that changed, on the ticker. */
  record Change(long nanos, String kind, String who, String what) {}

  private final Ticker ticker;
  private final ScheduledExecutorService scheduler;
  private final Map<String, Map<Count, Double>> last = new HashMap<>();
  private final Map<String, String> seen = new HashMap<>();
  private final Map<String, Map<Count, Double>> grown = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private String part;

  /** Begins to look. */
  Counters(List<NodePlan> nodes, String part, Ticker ticker) {
    this.ticker = ticker;
    this.part = part;
    this.scheduler =
        Executors.newScheduledThreadPool(
            Math.max(1, nodes.size()),
            Thread.ofPlatform().daemon().name("drill-counters").factory());
    for (NodePlan node : nodes) {
      var _ =
          scheduler.scheduleWithFixedDelay(
              () -> take(node), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void take(NodePlan node) {
    NodeMetrics metrics = NodeMetrics.of(node);
    if (metrics.sum("weir_") > 0) {
      take(node.id().toString(), metrics);
    }
  }

  private synchronized void take(String node, NodeMetrics metrics) {
    Map<Count, Double> now = new EnumMap<>(Count.class);
    for (Count count : Count.values()) {
      now.put(count, metrics.sum(count.series));
    }
    Map<Count, Double> before = last.put(node, now);
    if (before != null) {
      Map<Count, Double> sums = grown.computeIfAbsent(part, _ -> new EnumMap<>(Count.class));
      now.forEach((count, value) -> {
        double then = before.getOrDefault(count, 0.0);
        sums.merge(count, value < then ? value : value - then, Double::sum);
      });
    }
    look(node, Event.VIEW, "%d members, table %d".formatted(metrics.members(), metrics.epoch()));
    look(
        node, Event.BRIDGE, "hears %.0f other regions".formatted(metrics.sum("weir_bridge_fresh")));
  }

  private void look(String node, String kind, String what) {
    String before = seen.put(node + kind, what);
    if (before != null && !before.equals(what)) {
      changes.add(new Change(ticker.nanos(), kind, node, what));
    }
  }

  /** What grows from now on belongs to another part. */
  synchronized void begin(String next) {
    part = next;
  }

  /** What changed, in the order in which it was seen. */
  synchronized List<Change> changes() {
    return List.copyOf(changes);
  }

  /** What grew in a part, to which callers asked so many reads. */
  synchronized Usage usage(String of, long asked) {
    Map<Count, Double> sums = grown.getOrDefault(of, Map.of());
    return new Usage(
        asked,
        sum(sums, Count.DATABASE_READS),
        sum(sums, Count.REQUESTS),
        sum(sums, Count.RETRIES),
        sum(sums, Count.HEDGES) + sum(sums, Count.SECOND_FLIGHTS),
        sum(sums, Count.REFUSED));
  }

  private static long sum(Map<Count, Double> sums, Count count) {
    return Math.round(sums.getOrDefault(count, 0.0));
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
