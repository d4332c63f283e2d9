package dev.weir.node.admission;

import java.time.Duration;

/**
 * How much work is answered within a time on average, by Little's law. Falls at once when work
 * takes longer, and rises by steps while it does not. For one thread at a time.
 */
final class WithinTime {

  private static final double RISE = 1.1;

  private final int least;
  private final int most;
  private final double nanos;
  private double limit;

  /** A limit from {@code most} down to {@code least}. */
  WithinTime(int least, int most, Duration time) {
    this.least = least;
    this.most = most;
    this.nanos = time.toNanos();
    this.limit = most;
  }

  int limit() {
    return (int) limit;
  }

  /** Work took so long on average while at most so much was under way. */
  void learn(double meanNanos, int inFlight) {
    limit =
        meanNanos > nanos
            ? Math.max(least, Math.min(limit, inFlight * nanos / meanNanos))
            : Math.min(most, limit * RISE + 1);
  }
}
