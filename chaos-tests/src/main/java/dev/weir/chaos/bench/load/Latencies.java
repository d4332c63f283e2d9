package dev.weir.chaos.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/** Times of requests, three digits of each, up to two minutes. May be shared by threads. */
public final class Latencies {

  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 3;
  private static final double MICROS_PER_MILLI = 1_000;

  private final ConcurrentHistogram micros = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);

  void record(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
  }

  long count() {
    return micros.getTotalCount();
  }

  /** In milliseconds: so many percent of the requests took no longer. */
  public double millis(double percent) {
    return micros.getValueAtPercentile(percent) / MICROS_PER_MILLI;
  }
}
