package dev.weir.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave a failing node alone: exponential, with full jitter ("Exponential Backoff And
 * Jitter", AWS Architecture Blog, 2015), so that the clients of a node that died do not all come
 * back at once.
 *
 * @param min bounds the first pause
 * @param max bounds every pause
 */
record Backoff(Duration min, Duration max, RandomGenerator random) {

  private static final int MAX_DOUBLINGS = 20;

  /**
   * Nanoseconds to wait after so many failures in a row: uniformly 0 to the bound of this failure.
   *
   * @param failures 1 or more
   */
  long pauseNanos(int failures) {
    int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
    long bound = Math.min(max.toNanos(), min.toNanos() << doublings);
    return random.nextLong(bound + 1);
  }
}
