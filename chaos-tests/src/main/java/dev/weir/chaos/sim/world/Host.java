package dev.weir.chaos.sim.world;

import dev.weir.messages.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A machine with one process: what happens there waits while the process stands still, and is gone
 * when it is killed. Its clocks are its own.
 *
 * <p>The machine's kernel lives on: it takes connections and bytes for a process that stands still.
 */
public final class Host {

  /** 2026-01-05T00:00:00Z, in the middle of a bucket. */
  private static final long BEGIN_MILLIS = 1_767_571_200_000L;

  private final int index;
  private final String name;
  private final Agenda agenda;
  private final Ticker ticker;
  private final InstantSource wall = new Wall();
  private final Queue<Appointment> waiting = new ArrayDeque<>();
  private final Queue<Appointment> waitingTimers = new ArrayDeque<>();
  private final List<Runnable> atDeath = new ArrayList<>();
  private long wallOffsetNanos;
  private boolean up = true;
  private boolean off;
  private int frozen;
  private int stalled;
  private int life;
  private long delayed;

  /**
   * A machine whose process runs.
   *
   * @param origin of its ticker
   */
  Host(int index, String name, Agenda agenda, long origin) {
    this.index = index;
    this.name = name;
    this.agenda = agenda;
    this.ticker = () -> origin + agenda.nanos();
  }

  int index() {
    return index;
  }

  public String name() {
    return name;
  }

  /** Nanoseconds from an origin of its own; goes on while the process stands still. */
  public Ticker ticker() {
    return ticker;
  }

  /** The host's idea of the date. */
  public InstantSource wall() {
    return wall;
  }

  /** Has its wall clock differ by so much from the true time. */
  public void skew(long offsetNanos) {
    wallOffsetNanos = offsetNanos;
  }

  /** Has a task run there after a while; not once the process is killed. */
  public Appointment after(long delayNanos, Runnable task) {
    return agenda.add(delayNanos, this, false, task);
  }

  /** The same for what a timer does, which may stall. */
  public Appointment timer(long delayNanos, Runnable task) {
    return agenda.add(delayNanos, this, true, task);
  }

  /** Which start of the process it is. */
  int life() {
    return life;
  }

  /** Whether the process was not killed. */
  public boolean isUp() {
    return up;
  }

  /** Whether the process stands still. */
  public boolean isFrozen() {
    return frozen > 0;
  }

  /** Whether it does something now. */
  public boolean isRunning() {
    return up && frozen == 0;
  }

  /** Whether it does everything that it wants to do, when it wants to. */
  public boolean isUndisturbed() {
    return isRunning() && stalled == 0;
  }

  /** How many tasks had to wait because the process or its timers stood still. */
  public long delayed() {
    return delayed;
  }

  /** Has the process stand still until it is thawed as often. */
  public void freeze() {
    frozen++;
  }

  public void thaw() {
    frozen = Math.max(0, frozen - 1);
    if (frozen == 0) {
      release(waiting);
    }
  }

  /** Has the process's timers stand still until they go on as often. */
  public void stallTimers() {
    stalled++;
  }

  /** Has the timers go on. */
  public void resumeTimers() {
    stalled = Math.max(0, stalled - 1);
    if (stalled == 0) {
      release(waitingTimers);
    }
  }

  /** Has something done when the process is killed. */
  public void atDeath(Runnable task) {
    atDeath.add(task);
  }

  /**
   * Kills the process: nothing that it had planned will happen.
   *
   * @param silently the machine goes with it: nobody is told that its connections are gone
   */
  public void kill(boolean silently) {
    if (!up) {
      return;
    }
    up = false;
    off = silently;
    life++;
    frozen = 0;
    stalled = 0;
    waiting.clear();
    waitingTimers.clear();
    List<Runnable> last = List.copyOf(atDeath);
    atDeath.clear();
    last.forEach(Runnable::run);
  }

  /** Starts the process once more, with nothing. */
  public void start() {
    up = true;
    off = false;
  }

  /** Whether the machine itself is off: no kernel answers for the process. */
  boolean isOff() {
    return off;
  }

  /** An appointment's time has come. */
  void meet(Appointment due) {
    if (due.life != life || !up) {
      return;
    }
    if (frozen > 0) {
      delayed++;
      waiting.add(due);
    } else if (due.timer && stalled > 0) {
      delayed++;
      waitingTimers.add(due);
    } else {
      agenda.perform(due);
    }
  }

  private void release(Queue<Appointment> late) {
    int count = late.size();
    for (int i = 0; i < count; i++) {
      Appointment due = late.remove();
      agenda.add(0, this, due.timer, due::run);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private final class Wall implements InstantSource {

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
      return BEGIN_MILLIS + TimeUnit.NANOSECONDS.toMillis(agenda.nanos() + wallOffsetNanos);
    }
  }
}
