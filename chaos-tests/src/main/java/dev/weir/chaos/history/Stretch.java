package dev.weir.chaos.history;

import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What those of one home region noticed of a stretch of time: the operations that they began in it,
 * whenever these ended.
 *
 * @param answered operations that were
 * @param failed those that were not, or whose outcome is unknown
 * @param degraded answers that said that they may fall short
 * @param away answers of another region's database
 * @param p50Millis of the time that all of them took, answered or not; 0 if there are none
 * @param failures by code
 */
public record Stretch(
    long answered,
    long failed,
    long degraded,
    long away,
    double p50Millis,
    double p99Millis,
    double slowestMillis,
    Map<ErrorCode, Long> failures) {

  public Stretch {
    failures = Map.copyOf(failures);
  }

  /**
   * What can be served while only one region can be asked: neither STRONG reads nor writes that
   * every region is to keep.
   */
  public static boolean needsOneRegion(Operation operation) {
    return operation.terms().level() != ReadLevel.STRONG
        && operation.terms().durability() == Durability.REGION;
  }

  /**
   * Of a history.
   *
   * @param fromNanos the first moment
   * @param toNanos the first one after it
   */
  public static Stretch of(
      RecordedHistory history, long fromNanos, long toNanos, Predicate<Operation> which) {
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Operation operation = history.operation(i);
      long begun = operation.span().startedNanos();
      if (begun - fromNanos >= 0 && begun - toNanos < 0 && isAsked(operation, which)) {
        operations.add(operation);
      }
    }
    return of(operations);
  }

  private static boolean isAsked(Operation operation, Predicate<Operation> which) {
    return operation.channel() != Operation.EVERY_CHANNEL && which.test(operation);
  }

  /** Of operations. */
  public static Stretch of(List<Operation> operations) {
    Map<ErrorCode, Long> failures = new TreeMap<>();
    long degraded = 0;
    long away = 0;
    long answered = 0;
    for (Operation operation : operations) {
      Told told = operation.told();
      told.failure().ifPresent(code -> failures.merge(code, 1L, Long::sum));
      answered += operation.isOk() ? 1 : 0;
      degraded += operation.isDegraded() ? 1 : 0;
      away += told.region() != Told.NOBODY && told.region() != operation.terms().home() ? 1 : 0;
    }
    double[] millis =
        operations.stream()
            .mapToDouble(each -> (each.span().endedNanos() - each.span().startedNanos()) / 1e6)
            .sorted()
            .toArray();
    return new Stretch(
        answered,
        operations.size() - answered,
        degraded,
        away,
        percentile(millis, 0.5),
        percentile(millis, 0.99),
        percentile(millis, 1),
        failures);
  }

  /** All operations of the stretch. */
  public long operations() {
    return answered + failed;
  }

  /** The share of the answers that came from another region's database, 0 to 1. */
  public double awayShare() {
    return answered == 0 ? 0 : away / (double) answered;
  }

  /** The least value that so many of the others do not exceed. */
  private static double percentile(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** For people. */
  @Override
  public String toString() {
    return "%d ops p50 %.1f ms p99 %.1f ms max %.0f ms, failed %d%s, degraded %d, away %.0f %%"
        .formatted(
            operations(),
            p50Millis,
            p99Millis,
            slowestMillis,
            failed,
            failures.isEmpty() ? "" : " " + new TreeMap<>(failures),
            degraded,
            100 * awayShare());
  }
}
