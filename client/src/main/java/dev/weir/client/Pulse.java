package dev.weir.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether the other end of a connection still lives: asks when it was silent for a while, and gives
 * it up after two questions without an answer. Any byte received is an answer.
 */
final class Pulse {

  private static final int MAX_UNANSWERED = 2;
  private static final int HURRY = 10;

  private final Timers timers;
  private final long intervalNanos;
  private final Runnable ping;
  private final Runnable dead;
  private Optional<Timers.Timer> timer = Optional.empty();
  private long heardNanos;
  private int unanswered;
  private boolean hurried;

  Pulse(Timers timers, Duration interval, Runnable ping, Runnable dead) {
    this.timers = timers;
    this.intervalNanos = interval.toNanos();
    this.ping = ping;
    this.dead = dead;
  }

  void start() {
    heard();
    schedule(intervalNanos);
  }

  void stop() {
    timer.ifPresent(timers::cancel);
    timer = Optional.empty();
  }

  /** Bytes came. */
  void heard() {
    heardNanos = timers.nowNanos();
    unanswered = 0;
    hurried = false;
  }

  /** A request sent then went unanswered: if nothing came since, asks now, and faster. */
  void suspectSince(long sentNanos) {
    if (!hurried && timer.isPresent() && heardNanos - sentNanos < 0) {
      stop();
      hurried = true;
      ask();
    }
  }

  private void check() {
    long silentNanos = timers.nowNanos() - heardNanos;
    if (unanswered == 0 && silentNanos < intervalNanos) {
      schedule(intervalNanos - silentNanos);
    } else if (unanswered < MAX_UNANSWERED) {
      ask();
    } else {
      stop();
      dead.run();
    }
  }

  private void ask() {
    unanswered++;
    ping.run();
    schedule(hurried ? intervalNanos / HURRY : intervalNanos);
  }

  private void schedule(long delayNanos) {
    timer = Optional.of(timers.after(delayNanos, this::check));
  }
}
