package dev.weir.chaos.cluster;

import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what processes of this machine come to. Blocks; for any thread. */
public final class Patience {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Patience() {}

  /** Blocks for a time. */
  public static void pass(Duration time, Ticker ticker) {
    long end = ticker.nanos() + time.toNanos();
    while (ticker.nanos() - end < 0) {
      LockSupport.parkNanos(Math.min(PAUSE_NANOS, end - ticker.nanos()));
    }
  }

  /** Blocks until something holds, for a minute at most. */
  public static void await(String what, BooleanSupplier condition, Ticker ticker) {
    if (!holdsWithin(LIMIT, condition, ticker)) {
      throw new IllegalStateException("waited in vain for " + what);
    }
  }

  /** Blocks until something holds, or the limit has passed; says whether it holds. */
  public static boolean holdsWithin(Duration limit, BooleanSupplier condition, Ticker ticker) {
    long end = ticker.nanos() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (ticker.nanos() - end >= 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
