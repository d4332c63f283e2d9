package dev.weir.node;

import dev.weir.messages.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Time that goes by when somebody says so, and schedulers without threads. One thread. */
final class VirtualTime implements Ticker, InstantSource {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long ORIGIN = 1_000_000_000_000L;

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.comparingLong((Task task) -> task.atNanos)
              .thenComparingLong(task -> task.number));

  private long nowNanos = ORIGIN;
  private long number;

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nowNanos - ORIGIN);
  }

  /** Has a task run later, after those that were to run by then. */
  void after(long delayNanos, Runnable task) {
    add(new Task(task, nowNanos + delayNanos, new Scheduler()));
  }

  private Task add(Task task) {
    task.number = number++;
    tasks.add(task);
    return task;
  }

  /** Lets time go by. */
  void pass(Duration time) {
    long untilNanos = nowNanos + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().atNanos <= untilNanos) {
      Task task = tasks.remove();
      nowNanos = task.atNanos;
      task.runUnlessShutDown();
    }
    nowNanos = untilNanos;
  }

  ScheduledExecutorService scheduler() {
    return new Scheduler();
  }

  private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {

    private final Runnable work;
    private final Scheduler scheduler;
    private long atNanos;
    private long number;
    private long pauseNanos;

    Task(Runnable work, long atNanos, Scheduler scheduler) {
      super(work, true);
      this.work = work;
      this.atNanos = atNanos;
      this.scheduler = scheduler;
    }

    void runUnlessShutDown() {
      if (scheduler.over || isCancelled()) {
        return;
      }
      if (pauseNanos == 0) {
        run();
      } else {
        work.run();
        atNanos = nowNanos + pauseNanos;
        add(this);
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(atNanos - nowNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private final class Scheduler extends AbstractExecutorService
      implements ScheduledExecutorService {

    private boolean over;

    @Override
    public void execute(Runnable task) {
      schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (over) {
        throw new RejectedExecutionException("shut down");
      }
      return add(new Task(task, nowNanos + unit.toNanos(delay), this));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable task, long first, long delay, TimeUnit unit) {
      Task repeated = new Task(task, nowNanos + unit.toNanos(first), this);
      repeated.pauseNanos = unit.toNanos(delay);
      return add(repeated);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long first, long period, TimeUnit unit) {
      throw new UnsupportedOperationException("nobody here does");
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
      throw new UnsupportedOperationException("nobody here does");
    }

    @Override
    public void shutdown() {
      over = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      over = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return over;
    }

    @Override
    public boolean isTerminated() {
      return over;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return over;
    }
  }
}
