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
 * @param queues what still waited or was under way in the end, when nobody asked any more, by the
 *     name of each queue
 */
public record Recovery(
    Period before, long healedNanos, Duration within, long untilNanos, Map<String, Long> queues) {

  public Recovery {
    queues = Map.copyOf(queues);
  }
}
