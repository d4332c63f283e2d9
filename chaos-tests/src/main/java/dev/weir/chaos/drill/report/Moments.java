package dev.weir.chaos.drill.report;

/**
 * When the parts of a drill began, on the ticker of its process.
 *
 * @param baseline the measuring
 * @param fault the harm
 * @param heal its undoing
 * @param healed when that was done
 * @param end of the load
 */
public record Moments(long baseline, long fault, long heal, long healed, long end) {

  /** Seconds since the fault. */
  public double seconds(long nanos) {
    return (nanos - fault) / 1e9;
  }
}
