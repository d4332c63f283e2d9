package dev.weir.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** Time that passes only when a test says so, what happens in it, and a record of that. */
final class VirtualTime {

  private record Event(long atNanos, long number, Runnable task) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
  private final List<String> trace = new ArrayList<>();
  private long nowNanos;
  private long count;

  long nowNanos() {
    return nowNanos;
  }

  long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nowNanos);
  }

  /** Has something happen later, after everything that was to happen at the same time. */
  void after(long delayNanos, Runnable task) {
    events.add(new Event(nowNanos + delayNanos, count++, task));
  }

  void after(Duration delay, Runnable task) {
    after(delay.toNanos(), task);
  }

  /** Has so much time pass, and all happen that happens in it. */
  void pass(Duration time) {
    long endNanos = nowNanos + time.toNanos();
    while (!events.isEmpty() && events.peek().atNanos <= endNanos) {
      Event next = events.remove();
      nowNanos = next.atNanos;
      next.task.run();
    }
    nowNanos = endNanos;
  }

  void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  /** Writes down that something happens now. */
  void note(String what) {
    trace.add(nowNanos + " " + what);
  }

  /** Everything that was written down, in order. */
  List<String> trace() {
    return trace;
  }
}
