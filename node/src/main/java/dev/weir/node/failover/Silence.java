package dev.weir.node.failover;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notices a database that completes nothing: stopped, it neither fails nor answers, so a breaker
 * that counts ends of calls sees nothing for as long as calls may take. Silent is what had no
 * success for a while though several wait for one, or failed meanwhile.
 *
 * <p>The while is counted from look to look, and a look that comes late counts no more than one in
 * time: a pause of this process is no silence of the database's. {@link #elapsed} is for one thread
 * at a time, the rest for any.
 */
final class Silence {

  /** As many must have waited or failed: one or two may just have been unlucky. */
  private static final int WITNESSES = 3;

  private static final long LONGEST_LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final long limitNanos;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile boolean spoke;
  private long lastLookNanos;
  private long silentNanos;

  Silence(Duration limit, long nowNanos) {
    limitNanos = limit.toNanos();
    lastLookNanos = nowNanos;
  }

  /** Something was asked. */
  void began() {
    waiting.incrementAndGet();
  }

  /** It has ended, or nobody looks at it any more. */
  void ended() {
    waiting.decrementAndGet();
  }

  void succeeded() {
    spoke = true;
    if (failed.get() != 0) {
      failed.set(0);
    }
  }

  void failed() {
    failed.incrementAndGet();
  }

  /** Counts the time since the last look; whether the silence has been too long. */
  boolean elapsed(long nowNanos) {
    long look = Math.min(nowNanos - lastLookNanos, LONGEST_LOOK_NANOS);
    lastLookNanos = nowNanos;
    int witnesses = witnesses();
    if (spoke || witnesses == 0) {
      spoke = false;
      silentNanos = 0;
    } else {
      silentNanos += look;
    }
    return silentNanos >= limitNanos && witnesses >= WITNESSES;
  }

  /** Calls that wait, or failed since the last success. */
  int witnesses() {
    return waiting.get() + failed.get();
  }
}
