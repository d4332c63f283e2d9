package dev.weir.messages;

import java.time.Duration;

/**
 * The moment after which nobody waits for the answer, on the {@link Ticker} of this process. Over
 * the wire goes what is left of it, so clocks of two machines never meet.
 *
 * @param atNanos on the process's ticker
 */
public record Deadline(long atNanos) {

  /** What no request may exceed: long enough for any read, far below any clock margin. */
  public static final Duration MAX = Duration.ofSeconds(60);

  /** The deadline {@code timeout} from now; more than {@link #MAX} counts as {@link #MAX}. */
  public static Deadline in(Duration timeout, Ticker ticker) {
    Duration bounded = timeout.compareTo(MAX) > 0 ? MAX : timeout;
    return new Deadline(ticker.nanos() + bounded.toNanos());
  }

  /** Nanoseconds left; zero or less once the deadline has passed. */
  public long leftNanos(Ticker ticker) {
    return atNanos - ticker.nanos();
  }

  public boolean hasPassed(Ticker ticker) {
    return leftNanos(ticker) <= 0;
  }
}
