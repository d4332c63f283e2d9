package dev.weir.chaos.drill.report;

import dev.weir.chaos.history.Stretch;

/**
 * What one region's callers noticed in one part of a drill, of what one region alone can serve.
 *
 * @param part {@code before}, {@code during} or {@code after}
 */
public record Callers(
    String region,
    String part,
    long answered,
    long failed,
    long degraded,
    long away,
    double p50Millis,
    double p99Millis,
    double slowestMillis,
    String failures) {

  static Callers of(String region, String part, Stretch stretch) {
    return new Callers(
        region,
        part,
        stretch.answered(),
        stretch.failed(),
        stretch.degraded(),
        stretch.away(),
        stretch.p50Millis(),
        stretch.p99Millis(),
        stretch.slowestMillis(),
        stretch.failures().isEmpty() ? "" : stretch.failures().toString());
  }
}
