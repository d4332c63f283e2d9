package dev.weir.chaos.observed;

import java.time.Duration;

/**
 * A stretch of a run.
 *
 * @param fromNanos its first moment
 * @param toNanos the first moment after it
 */
public record Period(long fromNanos, long toNanos) {

  public Period {
    if (toNanos < fromNanos) {
      throw new IllegalArgumentException(
          "a period to %d, before its beginning at %d".formatted(toNanos, fromNanos));
    }
  }

  public boolean holds(long nanos) {
    return nanos >= fromNanos && nanos < toNanos;
  }

  public Duration length() {
    return Duration.ofNanos(toNanos - fromNanos);
  }
}
