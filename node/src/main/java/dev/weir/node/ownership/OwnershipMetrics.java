package dev.weir.node.ownership;

import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Exports what ownership does. */
final class OwnershipMetrics {

  private static final double MICROS_PER_SECOND = 1e6;

  private final NodeId node;
  private final Counter views;
  private final Counter tables;
  private final Counter gained;
  private final Counter lost;
  private final Counter duplicated;

  OwnershipMetrics(NodeId node, MeterRegistry registry, Supplier<OwnershipStatus> status) {
    this.node = node;
    views = counter(registry, "weir.ownership.views", "Views of the region's cluster seen");
    tables = counter(registry, "weir.ownership.tables", "Range tables adopted");
    gained =
        Counter.builder("weir.ownership.moves")
            .description("Ranges that came to this node or went from it")
            .tag("direction", "gained")
            .register(registry);
    lost = Counter.builder("weir.ownership.moves").tag("direction", "lost").register(registry);
    duplicated =
        counter(
            registry,
            "weir.ownership.duplicate.range.seconds",
            "Time for which this node still owned what the table had given to another, times"
                + " ranges, by the coordinator's clock");
    gauge(registry, status, "owned", OwnershipStatus.MemberStatus::owned);
    gauge(registry, status, "standby", OwnershipStatus.MemberStatus::standby);
    Gauge.builder(
            "weir.ownership.epoch",
            status,
            now -> now.get().table().map(table -> table.epoch().number()).orElse(0L))
        .description("The number of the range table that this node serves by")
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "weir.ownership.members",
            status,
            now ->
                now.get().members().stream().filter(OwnershipStatus.MemberStatus::present).count())
        .description("Nodes of the region that are there")
        .strongReference(true)
        .register(registry);
    Gauge.builder("weir.ownership.degraded", status, now -> now.get().degraded() ? 1 : 0)
        .description("1 while this node is cut off from most of its region")
        .strongReference(true)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      Supplier<OwnershipStatus> status,
      String state,
      ToIntFunction<OwnershipStatus.MemberStatus> count) {
    Gauge.builder(
            "weir.ownership.ranges",
            status,
            now ->
                now.get().members().stream()
                    .filter(member -> member.member().node().equals(node))
                    .mapToInt(count)
                    .sum())
        .description("Ranges of this node, by what it is to them")
        .tag("state", state)
        .strongReference(true)
        .register(registry);
  }

  void viewChanged() {
    views.increment();
  }

  /**
   * A table was adopted.
   *
   * @param sinceMicros since it was planned
   */
  void adopted(Optional<RangeTable> before, RangeTable after, long sinceMicros) {
    tables.increment();
    for (int range = 0; range < after.ranges(); range++) {
      boolean now = after.ownerOf(range).node().equals(node);
      boolean then = owned(before, after.ranges(), range);
      if (now && !then) {
        gained.increment();
      } else if (then && !now) {
        lost.increment();
        duplicated.increment(sinceMicros / MICROS_PER_SECOND);
      }
    }
  }

  private boolean owned(Optional<RangeTable> before, int ranges, int range) {
    return before.isPresent()
        && before.get().ranges() == ranges
        && before.get().ownerOf(range).node().equals(node);
  }
}
