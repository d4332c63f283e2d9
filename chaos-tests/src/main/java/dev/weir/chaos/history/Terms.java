package dev.weir.chaos.history;

import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;

/**
 * How an operation was asked for.
 *
 * @param home the number of the region that its session is at home in
 * @param level of a read
 * @param durability of a write
 * @param timeoutMicros how long after its beginning its deadline is, in microseconds; {@value
 *     #NO_TIMEOUT} if that is not known
 */
public record Terms(int home, ReadLevel level, Durability durability, int timeoutMicros) {

  /** In place of a time. */
  public static final int NO_TIMEOUT = 0;

  /** What is asked if nothing is said: region 0's sessions, and writes that one region keeps. */
  public static final Terms DEFAULT = new Terms(0, ReadLevel.SESSION, Durability.REGION);

  public Terms {
    if (timeoutMicros < 0) {
      throw new IllegalArgumentException("a timeout of %d µs".formatted(timeoutMicros));
    }
  }

  /** Of an operation whose deadline is not known. */
  public Terms(int home, ReadLevel level, Durability durability) {
    this(home, level, durability, NO_TIMEOUT);
  }

  /**
   * The same with a deadline.
   *
   * @param nanos after the beginning, up to half an hour
   */
  public Terms within(long nanos) {
    return new Terms(home, level, durability, Math.toIntExact(Math.ceilDiv(nanos, 1_000)));
  }
}
