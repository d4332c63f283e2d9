package dev.weir.messages;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hybrid logical clock (Kulkarni et al., 2014) in microseconds: wall time that never stands,
 * never runs back, and never runs behind what it has seen. What is written after something was read
 * is therefore dated after it, whatever the machines' clocks say.
 */
public final class HybridClock {

  private static final long MICROS_PER_MILLI = 1_000;

  private final InstantSource wall;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

  public HybridClock(InstantSource wall) {
    this.wall = wall;
  }

  /** Microseconds since 1970: greater than every time given or seen before. */
  public long nextMicros() {
    long now = wallMicros();
    return last.updateAndGet(before -> Math.max(now, before + 1));
  }

  /** The greatest time given or seen, or wall time if that is later. Does not advance the clock. */
  public long latestMicros() {
    return Math.max(wallMicros(), last.get());
  }

  /** Wall time in microseconds since 1970, without what was seen. */
  public long wallMicros() {
    return wall.millis() * MICROS_PER_MILLI;
  }

  /** Never again gives a time at or before {@code micros}. */
  public void observe(long micros) {
    if (last.get() < micros) {
      last.accumulateAndGet(micros, Math::max);
    }
  }

  /** Never again gives a time within the id's millisecond, so the next message sorts after it. */
  public void observe(MessageId id) {
    observe(id.unixMicros() + MICROS_PER_MILLI - 1);
  }
}
