package dev.weir.chaos.sim.world;

import org.jspecify.annotations.Nullable;

/** A task that waits for its time. */
public final class Appointment {

  final long nanos;
  final long number;
  final @Nullable Host host;
  final int life;
  final boolean timer;
  private @Nullable Runnable task;

  Appointment(
      long nanos, long number, @Nullable Host host, boolean timer, @Nullable Runnable task) {
    this.nanos = nanos;
    this.number = number;
    this.host = host;
    this.life = host == null ? 0 : host.life();
    this.timer = timer;
    this.task = task;
  }

  /** Has it not run, if it has not yet. */
  public void cancel() {
    task = null;
  }

  /** Whether it is still to run. */
  public boolean isPending() {
    return task != null;
  }

  void run() {
    Runnable due = task;
    task = null;
    if (due != null) {
      due.run();
    }
  }

  boolean isBefore(Appointment other) {
    return nanos < other.nanos || (nanos == other.nanos && number < other.number);
  }
}
