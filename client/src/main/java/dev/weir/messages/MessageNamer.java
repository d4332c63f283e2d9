package dev.weir.messages;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Names messages with the worker's number that its process has leased: ids that nobody else gives,
 * and that follow the hybrid clock, so a message named after reading another one sorts after it.
 *
 * <p>Two fences end a lease. No id is dated outside of it, whatever this machine's clock says: that
 * alone keeps ids unique, because an id carries its date. A thread that was stopped between naming
 * and sending, for however long, sends an id that is dated within the lease, and nobody else's ever
 * is. And nothing is named once the lease's time is over on the ticker, so that a wall clock that
 * stood still or was set back does not go on dating messages in the past.
 *
 * <p>Places in time are counted once for all leases of a process: what follows on a lease, with
 * another number or the same, never gives an id twice.
 *
 * <p>Beyond 1,024 names in a millisecond the clock is pushed on rather than waited for.
 */
public final class MessageNamer {

  private static final int SEQUENCE_BITS = 10;
  private static final long MICROS_PER_MILLI = TimeUnit.MILLISECONDS.toMicros(1);

  private record Held(WorkerLease lease, Deadline end) {}

  private final HybridClock clock;
  private final Ticker ticker;

  /** Guards what follows: a name's lease and its place belong together. */
  private final Object lock = new Object();

  /** The last place given: milliseconds since 1970, then the sequence, which carries over. */
  private long last = Long.MIN_VALUE;

  private @Nullable Held held;

  /** A namer without a lease yet. */
  public MessageNamer(HybridClock clock, Ticker ticker) {
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Names by this lease from here on.
   *
   * @param end when its time is over, on the ticker
   */
  public void hold(WorkerLease lease, Deadline end) {
    synchronized (lock) {
      // Up to the end of that millisecond, so that the next id's whole one is within the lease.
      clock.observe(lease.fromMicros() + MICROS_PER_MILLI - 1);
      if (held != null && !sameNumber(held.lease, lease)) {
        // Within a millisecond ids are in the order of their numbers: begin with the next one.
        last |= MessageId.MAX_SEQUENCE;
      }
      held = new Held(lease, end);
    }
  }

  private static boolean sameNumber(WorkerLease one, WorkerLease other) {
    return one.region() == other.region() && one.worker() == other.worker();
  }

  /** The lease that has not ended on the ticker. */
  public Optional<WorkerLease> lease() {
    synchronized (lock) {
      return held == null || held.end.hasPassed(ticker)
          ? Optional.empty()
          : Optional.of(held.lease);
    }
  }

  /**
   * A name that was never given before, later than everything that the clock has seen; none if it
   * would be dated outside of the lease, or there is none.
   */
  public Optional<MessageId> next() {
    synchronized (lock) {
      return lease().flatMap(this::next);
    }
  }

  private Optional<MessageId> next(WorkerLease lease) {
    long fresh = (clock.nextMicros() / MICROS_PER_MILLI) << SEQUENCE_BITS;
    last = Math.max(fresh, last + 1);
    long millis = last >> SEQUENCE_BITS;
    long micros = millis * MICROS_PER_MILLI;
    if (micros < lease.fromMicros() || micros >= lease.untilMicros()) {
      return Optional.empty();
    }
    clock.observe(micros);
    int sequence = (int) last & MessageId.MAX_SEQUENCE;
    return Optional.of(MessageId.of(millis, lease.region(), lease.worker(), sequence));
  }
}
