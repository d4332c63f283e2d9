package dev.weir.chaos.sim.world;

import dev.weir.messages.Ticker;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time of a run, and everything that is to happen: one thing after the other, in the order of
 * time, and what is due at once in the order in which it was asked for. Time stands while something
 * happens.
 */
public final class Agenda {

  private static final int INITIAL = 1_024;

  private final Consumer<Throwable> failures;
  private Appointment[] heap = new Appointment[INITIAL];
  private int size;
  private long now;
  private long count;
  private long ran;

  /**
   * An empty one, at time zero.
   *
   * @param failures told what a task threw; the others go on
   */
  public Agenda(Consumer<Throwable> failures) {
    this.failures = failures;
  }

  /** Nanoseconds since the run began. */
  public long nanos() {
    return now;
  }

  /** The same, for those who measure; not skewed as hosts' are. */
  public Ticker ticker() {
    return this::nanos;
  }

  /** How many tasks have run. */
  public long ran() {
    return ran;
  }

  /** Has a task of nobody in particular run after a while. */
  public Appointment after(long delayNanos, Runnable task) {
    return add(delayNanos, null, false, task);
  }

  Appointment add(long delayNanos, @Nullable Host host, boolean timer, Runnable task) {
    Appointment appointment =
        new Appointment(now + Math.max(0, delayNanos), count++, host, timer, task);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    siftUp(size++, appointment);
    return appointment;
  }

  /** Lets everything happen that is due up to a time, which it then is. */
  public void runUntil(long nanos) {
    while (size > 0 && heap[0].nanos <= nanos) {
      step();
    }
    now = Math.max(now, nanos);
  }

  /**
   * Lets things happen until something is so, or a time is reached.
   *
   * @return whether it is so
   */
  public boolean runUntil(BooleanSupplier reached, long nanos) {
    while (!reached.getAsBoolean()) {
      if (size == 0 || heap[0].nanos > nanos) {
        now = Math.max(now, nanos);
        return reached.getAsBoolean();
      }
      step();
    }
    return true;
  }

  private void step() {
    Appointment next = poll();
    if (!next.isPending()) {
      return;
    }
    now = Math.max(now, next.nanos);
    if (next.host == null) {
      perform(next);
    } else {
      next.host.meet(next);
    }
  }

  /** Runs what is due; what it throws is told, and nothing else stops. */
  void perform(Appointment due) {
    ran++;
    try {
      due.run();
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      failures.accept(e);
    }
  }

  private Appointment poll() {
    Appointment first = heap[0];
    Appointment last = heap[--size];
    if (size > 0) {
      siftDown(last);
    }
    return first;
  }

  private void siftUp(int from, Appointment appointment) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!appointment.isBefore(heap[parent])) {
        break;
      }
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = appointment;
  }

  private void siftDown(Appointment appointment) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(appointment)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = appointment;
  }
}
