package dev.weir.node.admission;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long whoever is refused is asked to stay away: the longer, the larger the part of the latest
 * requests that had to be refused; and never the same for two, so that they do not come back
 * together. Between {@link #LEAST} and {@link #MOST}.
 *
 * <p>Time is an argument. Any thread; the generator must be made for that, too.
 */
final class BackOff {

  static final Duration LEAST = Duration.ofMillis(50);
  static final Duration MOST = Duration.ofSeconds(2);

  private static final double RANGE = MOST.toNanos() / (double) LEAST.toNanos();
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Of the pressure so far, what is left after a step. */
  private static final double MEMORY = 0.8;

  private final RandomGenerator random;

  /** Guards what follows. */
  private final Object lock = new Object();

  private double pressure;
  private boolean begun;
  private long stepNanos;
  private int asked;
  private int refused;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** A request was taken, or refused. */
  void decided(long nowNanos, boolean taken) {
    synchronized (lock) {
      if (!begun) {
        begun = true;
        stepNanos = nowNanos;
      }
      long steps = (nowNanos - stepNanos) / STEP_NANOS;
      if (steps > 0) {
        double kept = Math.pow(MEMORY, steps);
        double latest = asked == 0 ? 0 : refused / (double) asked;
        pressure = kept * pressure + (1 - MEMORY) * kept / MEMORY * latest;
        stepNanos += steps * STEP_NANOS;
        asked = 0;
        refused = 0;
      }
      asked++;
      refused += taken ? 0 : 1;
    }
  }

  /** The part of the latest requests that was refused, 0 to 1, over about half a second. */
  double pressure() {
    synchronized (lock) {
      return pressure;
    }
  }

  /** A time for one that is refused. */
  Duration hint() {
    double middle = LEAST.toNanos() * Math.pow(RANGE, pressure());
    long nanos = (long) (middle * random.nextDouble(0.5, 1.5));
    return Duration.ofNanos(Math.clamp(nanos, LEAST.toNanos(), MOST.toNanos()));
  }
}
