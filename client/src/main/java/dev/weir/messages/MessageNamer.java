package dev.weir.messages;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Names messages for one worker: ids that are unique while nobody else uses the worker's number,
 * and that follow the hybrid clock, so a message named after reading another one sorts after it.
 *
 * <p>Beyond 1,024 names in a millisecond the clock is pushed on rather than waited for.
 */
public final class MessageNamer {

  private static final int TIME_SHIFT = 22;

  private final HybridClock clock;
  private final int region;
  private final int worker;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

  /**
   * A namer for a worker's number that nobody else uses.
   *
   * @param region 0 to 7
   * @param worker 0 to 510; 511 names imports
   */
  public MessageNamer(HybridClock clock, int region, int worker) {
    if (worker == MessageId.IMPORT_WORKER) {
      throw new IllegalArgumentException("worker %d names imports only".formatted(worker));
    }
    MessageId.of(0, region, worker, 0);
    this.clock = clock;
    this.region = region;
    this.worker = worker;
  }

  /** A name that was never given before, later than everything that the clock has seen. */
  public MessageId next() {
    long fresh = MessageId.of(clock.nextMicros() / 1_000, region, worker, 0).value();
    long named = last.updateAndGet(before -> fresh > before ? fresh : after(before));
    MessageId id = new MessageId(named);
    clock.observe(id.unixMicros());
    return id;
  }

  private static long after(long before) {
    boolean millisecondFull = (before & MessageId.MAX_SEQUENCE) == MessageId.MAX_SEQUENCE;
    return millisecondFull ? before - MessageId.MAX_SEQUENCE + (1L << TIME_SHIFT) : before + 1;
  }
}
