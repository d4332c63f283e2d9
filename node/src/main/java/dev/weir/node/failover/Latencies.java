package dev.weir.node.failover;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long the last thousand reads took: so that a database that is always slow is not hedged
 * always. Any thread; {@link #renew} one at a time.
 */
final class Latencies {

  private static final int KEPT = 1_000;
  private static final int P99 = KEPT * 99 / 100;

  private final AtomicLongArray nanos = new AtomicLongArray(KEPT);
  private final AtomicInteger next = new AtomicInteger();
  private int sorted;
  private volatile long p99Nanos;

  void add(long tookNanos) {
    nanos.set(Integer.remainderUnsigned(next.getAndIncrement(), KEPT), tookNanos);
  }

  /** Sorts: now and then, not for each read. Reads that never were count as quick. */
  void renew() {
    int added = next.get();
    if (added == sorted) {
      return;
    }
    sorted = added;
    long[] all = new long[KEPT];
    Arrays.setAll(all, nanos::get);
    Arrays.sort(all);
    p99Nanos = all[P99];
  }

  /** As of the last {@link #renew}. */
  long p99Nanos() {
    return p99Nanos;
  }
}
