package dev.weir.chaos.sim.stage;

import dev.weir.chaos.sim.world.Appointment;
import dev.weir.chaos.sim.world.Host;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Gives turns on a host: soon after it is woken, and when one is due. */
final class Turner {

  private static final long SOON_NANOS = 2_000;

  private final Host host;
  private final Runnable turn;
  private final LongSupplier leftNanos;
  private @Nullable Appointment planned;
  private long plannedNanos = Long.MAX_VALUE;
  private boolean woken;
  private boolean stopped;

  /**
   * Nobody gets a turn yet.
   *
   * @param leftNanos how long until a turn is due; {@link Long#MAX_VALUE} if none is
   */
  Turner(Host host, Runnable turn, LongSupplier leftNanos) {
    this.host = host;
    this.turn = turn;
    this.leftNanos = leftNanos;
  }

  /** Has a turn taken soon. */
  void wake() {
    if (!woken && !stopped) {
      woken = true;
      host.after(SOON_NANOS, this::now);
    }
  }

  /** Takes a turn now. */
  void now() {
    woken = false;
    if (!stopped) {
      turn.run();
      plan();
    }
  }

  private void plan() {
    long left = leftNanos.getAsLong();
    if (stopped || left == Long.MAX_VALUE) {
      return;
    }
    long at = host.ticker().nanos() + left;
    if (planned != null && planned.isPending() && plannedNanos - at <= 0) {
      // What is planned comes early enough, and plans anew.
      return;
    }
    if (planned != null) {
      planned.cancel();
    }
    plannedNanos = at;
    planned = host.timer(left, this::now);
  }

  void stop() {
    stopped = true;
  }
}
