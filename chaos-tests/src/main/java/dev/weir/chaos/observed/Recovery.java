package dev.weir.chaos.observed;

import java.time.Duration;
import java.util.Map;

/**
 * What came after the last fault had been healed (I12).
 *
 * @param before the time before the first fault, without the while that the run needed to warm up
 * @param healedNanos when the last fault was healed
 * @param within after that the run had so long to be well again
 * @param untilNanos the end of the time after which nobody looks any more, such as when the load
 *     was stopped
 * @param together as many operations come together, where they come in bursts: so much less even is
 *     their number in a given time; 1 where each comes by itself
 * @param queues what still waited or was under way in the end, when nobody asked any more, by the
 *     name of each queue
 */
public record Recovery(
    Period before,
    long healedNanos,
    Duration within,
    long untilNanos,
    double together,
    Map<String, Long> queues) {

  public Recovery {
    queues = Map.copyOf(queues);
    if (together < 1) {
      throw new IllegalArgumentException("%f operations come together".formatted(together));
    }
  }

  /** Of operations each of which comes by itself. */
  public Recovery(
      Period before, long healedNanos, Duration within, long untilNanos, Map<String, Long> queues) {
    this(before, healedNanos, within, untilNanos, 1, queues);
  }
}
