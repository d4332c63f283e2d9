package dev.weir.client;

import dev.weir.messages.Ticker;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * What the I/O thread has to do later. A tree, not a heap: almost every timer is cancelled, because
 * almost every request is answered in time. For that thread alone.
 */
final class Timers {

  /** Something to do at a time; told apart from others of the same time by its number. */
  record Timer(long atNanos, long number, Runnable task) {}

  private static final Comparator<Timer> ORDER =
      (one, other) -> {
        long ahead = one.atNanos - other.atNanos;
        return ahead != 0 ? Long.signum(ahead) : Long.compare(one.number, other.number);
      };

  private final Ticker ticker;
  private final TreeSet<Timer> pending = new TreeSet<>(ORDER);
  private long count;

  Timers(Ticker ticker) {
    this.ticker = ticker;
  }

  long nowNanos() {
    return ticker.nanos();
  }

  /** Has {@code task} run at a time of the ticker, or right afterwards. */
  Timer at(long atNanos, Runnable task) {
    Timer timer = new Timer(atNanos, count++, task);
    pending.add(timer);
    return timer;
  }

  Timer after(long delayNanos, Runnable task) {
    return at(ticker.nanos() + delayNanos, task);
  }

  /** Does nothing if the timer has run or was cancelled. */
  void cancel(Timer timer) {
    pending.remove(timer);
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Nanoseconds until the first timer, not below 0; only where there is one. */
  long leftNanos() {
    return Math.max(0, pending.first().atNanos - ticker.nanos());
  }

  /** Runs what is due. */
  void runDue() {
    long now = ticker.nanos();
    while (!pending.isEmpty() && pending.first().atNanos - now <= 0) {
      pending.pollFirst().task.run();
    }
  }
}
