package dev.weir.chaos.sim.world;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task of an executor that runs later, once or again and again. Nobody may wait for it. */
final class PlannedTask<V> implements ScheduledFuture<V> {

  private final Callable<V> task;
  private final Agenda agenda;
  private final long periodNanos;
  private final boolean fixedRate;
  private long dueNanos;
  private @Nullable Appointment appointment;
  private @Nullable V result;
  private @Nullable Throwable failure;
  private boolean done;
  private boolean cancelled;

  /**
   * A task.
   *
   * @param periodNanos 0 for one that runs once
   * @param fixedRate whether the period counts from when it was due, not from when it ended
   */
  PlannedTask(Callable<V> task, Agenda agenda, long periodNanos, boolean fixedRate) {
    this.task = task;
    this.agenda = agenda;
    this.periodNanos = periodNanos;
    this.fixedRate = fixedRate;
  }

  void dueIn(long delayNanos) {
    dueNanos = agenda.nanos() + delayNanos;
  }

  void appointment(Appointment next) {
    appointment = next;
  }

  /**
   * Runs it.
   *
   * @return when to run it again, from now; negative if never
   */
  long run(Consumer<Throwable> failures) {
    if (done) {
      return -1;
    }
    try {
      result = task.call();
    } catch (Exception | AssertionError e) {
      failure = e;
      done = true;
      failures.accept(e);
      return -1;
    }
    if (periodNanos == 0 || done) {
      done = true;
      return -1;
    }
    dueNanos = (fixedRate ? dueNanos : agenda.nanos()) + periodNanos;
    return Math.max(0, dueNanos - agenda.nanos());
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (done) {
      return false;
    }
    done = true;
    cancelled = true;
    if (appointment != null) {
      appointment.cancel();
    }
    return true;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public V get() throws ExecutionException {
    if (cancelled) {
      throw new CancellationException();
    }
    if (failure != null) {
      throw new ExecutionException(failure);
    }
    if (!done || result == null) {
      throw new IllegalStateException("there is one thread, and it would wait for itself");
    }
    return result;
  }

  @Override
  public V get(long timeout, TimeUnit unit) throws ExecutionException {
    return get();
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(Duration.ofNanos(dueNanos - agenda.nanos()));
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }
}
