package dev.weir.node.failover;

import java.time.Duration;

/**
 * When a region that was left may be returned to, and with how much: nothing before a hold-down has
 * passed, which a relapse doubles; then a quarter of its channels, a half, all. So a database that
 * comes back with cold caches is not met by everybody at once, and one that cannot bear the load is
 * not tried every second. A value of times that others tell; guarded by its user's lock.
 */
final class Comeback {

  private static final int[] STEPS = {25, 50};
  private static final int ALL = 100;
  private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long HEALTHY_NANOS = Duration.ofMinutes(1).toNanos();

  /** How many times the first hold-down the longest is. */
  private static final int MOST = 15;

  private final long firstNanos;
  private long holdDownNanos;
  private long leftNanos;
  private long returnedNanos;
  private boolean left;

  Comeback(Duration holdDown) {
    firstNanos = holdDown.toNanos();
    holdDownNanos = firstNanos;
  }

  /** The region is left. */
  void leave(long nowNanos) {
    boolean relapse = left && nowNanos - wholeNanos() < HEALTHY_NANOS;
    holdDownNanos = relapse ? Math.min(MOST * firstNanos, 2 * holdDownNanos) : firstNanos;
    left = true;
    leftNanos = nowNanos;
  }

  /** Whether the hold-down has passed. */
  boolean mayReturn(long nowNanos) {
    return nowNanos - leftNanos >= holdDownNanos;
  }

  /** The region has shown that it answers: the first step begins. */
  void begin(long nowNanos) {
    returnedNanos = nowNanos;
  }

  /** The percentage of channels that may go to the region since {@link #begin}. */
  int share(long nowNanos) {
    long step = (nowNanos - returnedNanos) / STEP_NANOS;
    return step < STEPS.length ? STEPS[(int) step] : ALL;
  }

  Duration holdDown() {
    return Duration.ofNanos(holdDownNanos);
  }

  private long wholeNanos() {
    return returnedNanos + STEPS.length * STEP_NANOS;
  }
}
