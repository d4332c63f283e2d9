package dev.weir.chaos.sim.world;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A thread of a host, as an executor: its tasks run one after the other, each some moments after it
 * was given.
 */
public final class Turns extends AbstractExecutorService implements ScheduledExecutorService {

  /** How long a thread may take to get its turn. */
  private static final int LONGEST_NANOS = 20_000;

  private final Host host;
  private final Agenda agenda;
  private final RandomGenerator random;
  private final Consumer<Throwable> failures;
  private long lastNanos;
  private boolean shutdown;

  /**
   * A thread that has nothing to do.
   *
   * @param failures told what a task threw that nobody else would hear of
   */
  public Turns(Host host, Agenda agenda, RandomGenerator random, Consumer<Throwable> failures) {
    this.host = host;
    this.agenda = agenda;
    this.random = random;
    this.failures = failures;
  }

  @Override
  public void execute(Runnable task) {
    if (shutdown) {
      throw new RejectedExecutionException(host + " has shut this thread down");
    }
    // Not before what was given earlier.
    lastNanos = Math.max(lastNanos, agenda.nanos() + random.nextInt(LONGEST_NANOS));
    host.after(
        lastNanos - agenda.nanos(),
        () -> {
          if (!shutdown) {
            task.run();
          }
        });
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return plan(
        new PlannedTask<>(
            () -> {
              task.run();
              return true;
            },
            agenda,
            0,
            false),
        unit.toNanos(delay));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return plan(new PlannedTask<>(task, agenda, 0, false), unit.toNanos(delay));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return plan(repeating(task, unit.toNanos(period), true), unit.toNanos(initialDelay));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    return plan(repeating(task, unit.toNanos(delay), false), unit.toNanos(initialDelay));
  }

  private PlannedTask<Boolean> repeating(Runnable task, long periodNanos, boolean fixedRate) {
    return new PlannedTask<>(
        () -> {
          task.run();
          return true;
        },
        agenda,
        periodNanos,
        fixedRate);
  }

  private <V> PlannedTask<V> plan(PlannedTask<V> task, long delayNanos) {
    if (shutdown) {
      throw new RejectedExecutionException(host + " has shut this thread down");
    }
    task.dueIn(delayNanos);
    task.appointment(host.timer(delayNanos, () -> due(task)));
    return task;
  }

  private void due(PlannedTask<?> task) {
    if (shutdown) {
      return;
    }
    long again = task.run(failures);
    if (again >= 0) {
      task.appointment(host.timer(again, () -> due(task)));
    }
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  /** Nothing is waited for: what was under way has ended. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }
}
