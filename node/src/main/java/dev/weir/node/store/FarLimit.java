package dev.weir.node.store;

import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Bounds the statements that wait for replicas of other regions. While one of those is away and not
 * yet known to be, each holds a thread of this region's database until that gives up: some hundred
 * of them, and it serves nobody any more.
 *
 * <p>The limit grows by one with each answer while it is used, and is halved by each that does not
 * come, as TCP's window is. Where it was halved below what it began with, each answer doubles it,
 * and when none has failed for a while it is what it began with: so a few who come together after
 * an outage are not refused for want of traffic before them. The place of a statement that we gave
 * up is not free before the database has given it up, too.
 *
 * <p>Any thread; locked for less than a microsecond.
 */
public final class FarLimit {

  private static final int LEAST = 4;
  private static final int FIRST = 16;
  private static final int MOST = 512;

  /** What Cassandra gives a read if nothing else is said; writes less. */
  private static final Duration HELD = Duration.ofSeconds(5);

  /** After as long without a failure, nothing is held against those who come. */
  private static final Duration FORGIVEN = Duration.ofSeconds(8);

  private final Ticker ticker;

  /** When the database has given up what we have, in nanoseconds on the ticker. */
  private final Queue<Long> held = new ArrayDeque<>();

  private int limit = FIRST;
  private int waiting;
  private long failedNanos;

  public FarLimit(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Takes a place if one is free; then one of the others is to be told. */
  public synchronized boolean enter() {
    long now = ticker.nanos();
    while (!held.isEmpty() && held.peek() - now <= 0) {
      held.remove();
    }
    if (limit < FIRST && now - failedNanos >= FORGIVEN.toNanos()) {
      limit = FIRST;
    }
    if (waiting + held.size() >= limit) {
      return false;
    }
    waiting++;
    return true;
  }

  /** All replicas that were needed answered. */
  public synchronized void answered() {
    if (limit < FIRST) {
      limit = Math.min(FIRST, 2 * limit);
    } else if (2 * waiting >= limit) {
      limit = Math.min(MOST, limit + 1);
    }
    waiting--;
  }

  /** The database said that they did not. */
  public synchronized void refused() {
    waiting--;
    limit = Math.max(LEAST, limit / 2);
    failedNanos = ticker.nanos();
  }

  /** Not even the database answered. */
  public synchronized void unanswered() {
    refused();
    held.add(ticker.nanos() + HELD.toNanos());
  }

  /** How many may wait now. */
  public synchronized int limit() {
    return limit;
  }
}
