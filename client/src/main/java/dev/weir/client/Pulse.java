package dev.weir.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Judges the silence of a connection's other end. Any byte received breaks it.
 *
 * <ul>
 *   <li>An end that owes something and is silent for half of {@code suspectAfter} is pinged; silent
 *       for the other half too, it is suspect until the next byte. So a slow answer is told from a
 *       frozen node within a fraction of a second.
 *   <li>An end silent for long is pinged also if it owes nothing, and given up as dead after two
 *       pings. Where a request passed its deadline the pings follow each other ten times as fast.
 * </ul>
 *
 * <p>A judgement that comes late by as much as it allows says that this process was stalled, not
 * the other end, and is put off once more. For the I/O thread alone.
 */
final class Pulse {

  /** What a judgement makes happen. */
  interface Patient {

    /** Is to be asked for a sign of life. */
    void ping();

    /** Owes something, was asked for a sign of life and gave none. */
    void suspect();

    /** Is suspect no more. */
    void trust();

    /** Is given up. */
    void dead();
  }

  private static final int MAX_UNANSWERED = 2;
  private static final int HURRY = 10;

  private final Timers timers;
  private final long intervalNanos;
  private final long halfNanos;
  private final Patient patient;
  private Optional<Timers.Timer> timer = Optional.empty();
  private Optional<Timers.Timer> watch = Optional.empty();
  private long heardNanos;
  private int unanswered;
  private boolean hurried;
  private boolean owes;
  private long owesSinceNanos;
  private boolean asked;
  private boolean suspect;

  Pulse(Timers timers, Duration interval, Duration suspectAfter, Patient patient) {
    this.timers = timers;
    this.intervalNanos = interval.toNanos();
    this.halfNanos = suspectAfter.toNanos() / 2;
    this.patient = patient;
  }

  void start() {
    heard(false);
    schedule(intervalNanos);
  }

  void stop() {
    timer.ifPresent(timers::cancel);
    timer = Optional.empty();
    watch.ifPresent(timers::cancel);
    watch = Optional.empty();
    owes = false;
  }

  boolean isSuspect() {
    return suspect;
  }

  /** A request was sent: something is to come. */
  void sent() {
    if (!owes) {
      owes = true;
      owesSinceNanos = timers.nowNanos();
      watchFor(halfNanos);
    }
  }

  /**
   * Bytes came.
   *
   * @param more whether something is still to come
   */
  void heard(boolean more) {
    heardNanos = timers.nowNanos();
    unanswered = 0;
    hurried = false;
    owes = more;
    owesSinceNanos = heardNanos;
    asked = false;
    boolean wasSuspect = suspect;
    suspect = false;
    if (owes) {
      watchFor(halfNanos);
    }
    if (wasSuspect) {
      patient.trust();
    }
  }

  /** A request sent then passed its deadline: if nothing came since, asks now, and faster. */
  void missedSince(long sentNanos) {
    if (!hurried && timer.isPresent() && heardNanos - sentNanos < 0) {
      timer.ifPresent(timers::cancel);
      hurried = true;
      ask();
    }
  }

  /** One timer for all requests: where it finds that something came it is set anew. */
  private void watchFor(long delayNanos) {
    if (watch.isEmpty() && !suspect) {
      long atNanos = timers.nowNanos() + delayNanos;
      watch = Optional.of(timers.at(atNanos, () -> judge(atNanos)));
    }
  }

  private void judge(long dueNanos) {
    watch = Optional.empty();
    if (!owes) {
      return;
    }
    long now = timers.nowNanos();
    long silentNanos = now - owesSinceNanos;
    if (now - dueNanos >= halfNanos) {
      watchFor(halfNanos);
    } else if (silentNanos < halfNanos) {
      watchFor(halfNanos - silentNanos);
    } else if (!asked) {
      asked = true;
      patient.ping();
      watchFor(halfNanos);
    } else {
      suspect = true;
      patient.suspect();
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
      patient.dead();
    }
  }

  private void ask() {
    unanswered++;
    patient.ping();
    schedule(hurried ? intervalNanos / HURRY : intervalNanos);
  }

  private void schedule(long delayNanos) {
    timer = Optional.of(timers.after(delayNanos, this::check));
  }
}
