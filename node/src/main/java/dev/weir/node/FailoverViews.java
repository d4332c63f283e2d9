package dev.weir.node;

import dev.weir.node.admin.FailoverView;
import dev.weir.node.failover.BreakerState;
import dev.weir.node.failover.FailoverStatus;
import dev.weir.node.failover.RegionStatus;
import dev.weir.node.failover.Transition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Shows operators which regions serve a node's requests, and why. */
final class FailoverViews {

  private FailoverViews() {}

  static FailoverView of(FailoverStatus status) {
    return new FailoverView(
        status.regions().stream().map(FailoverViews::target).toList(),
        status.timeline().stream().map(FailoverViews::change).toList());
  }

  private static FailoverView.Target target(RegionStatus region) {
    return new FailoverView.Target(
        region.region().name(),
        region.reachable() ? word(region.state()) : "unreachable",
        region.sharePercent(),
        region.sinceMicros() == 0 ? "" : time(region.sinceMicros()),
        region.lastReason());
  }

  private static FailoverView.Change change(Transition moved) {
    return new FailoverView.Change(
        time(moved.atMicros()),
        moved.region().name(),
        "%s → %s: %s".formatted(word(moved.from()), word(moved.to()), moved.why()));
  }

  /** A state as people read it. */
  static String word(BreakerState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
