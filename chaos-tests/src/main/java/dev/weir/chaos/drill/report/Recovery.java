package dev.weir.chaos.drill.report;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How long the harmed region's callers noticed the fault, in milliseconds since it.
 *
 * @param detection until a breaker opened, or the first caller was answered by another region,
 *     whichever was first; empty if nothing had to go elsewhere
 * @param rerouting from then on until the recovery; empty as above
 * @param total until the last of those requests had ended that failed or took too long before all
 *     went well for a second; empty if it never did before the heal
 * @param channels the same of each channel, by percentile
 */
public record Recovery(
    Optional<Double> detection,
    Optional<Double> rerouting,
    Optional<Double> total,
    Map<String, Double> channels) {

  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int LEAST = 3;
  private static final Map<String, Double> PERCENTILES =
      Map.of("p50", 0.5, "p90", 0.9, "p99", 0.99);

  /**
   * Of a history.
   *
   * @param opened the first opening of a breaker of the region, on the ticker; empty if none opened
   * @param limitMillis what takes longer is not well
   */
  static Recovery of(
      RecordedHistory history, int home, Moments moments, OptionalLong opened, double limitMillis) {
    List<Operation> operations = asked(history, home, moments);
    OptionalLong well = wellFrom(operations, moments, limitMillis);
    if (well.isEmpty()) {
      return new Recovery(
          detection(operations, moments, opened), Optional.empty(), Optional.empty(), Map.of());
    }
    List<Operation> bad =
        operations.stream()
            .filter(each -> each.span().startedNanos() - well.getAsLong() < 0)
            .filter(each -> isBad(each, limitMillis))
            .toList();
    double total = ended(bad, operations, moments);
    Optional<Double> detection =
        detection(operations, moments, opened).map(at -> Math.min(at, total));
    return new Recovery(
        detection,
        detection.map(at -> total - at),
        Optional.of(total),
        channels(bad, operations, moments));
  }

  /** Those that the fault can have hurt: not over when it came, and begun before it was healed. */
  private static List<Operation> asked(RecordedHistory history, int home, Moments moments) {
    List<Operation> asked = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Operation each = history.operation(i);
      if (each.channel() != Operation.EVERY_CHANNEL
          && each.terms().home() == home
          && Stretch.needsOneRegion(each)
          && each.span().endedNanos() - moments.fault() >= 0
          && each.span().startedNanos() - moments.heal() < 0) {
        asked.add(each);
      }
    }
    return asked;
  }

  private static OptionalLong wellFrom(
      List<Operation> operations, Moments moments, double limitMillis) {
    for (long at = moments.fault(); at + 2 * WINDOW - moments.heal() <= 0; at += STEP) {
      if (isWell(operations, at, limitMillis) && isWell(operations, at + WINDOW, limitMillis)) {
        return OptionalLong.of(at);
      }
    }
    return OptionalLong.empty();
  }

  private static boolean isWell(List<Operation> operations, long from, double limitMillis) {
    List<Operation> begun =
        operations.stream()
            .filter(each -> each.span().startedNanos() - from >= 0)
            .filter(each -> each.span().startedNanos() - from - WINDOW < 0)
            .toList();
    return begun.size() >= LEAST && begun.stream().noneMatch(each -> isBad(each, limitMillis));
  }

  private static boolean isBad(Operation operation, double limitMillis) {
    double millis = (operation.span().endedNanos() - operation.span().startedNanos()) / 1e6;
    return !operation.isOk() || millis > limitMillis;
  }

  /** When the last of the bad ones ended; without any, how long the first caller waited. */
  private static double ended(List<Operation> bad, List<Operation> all, Moments moments) {
    return bad.isEmpty()
        ? all.stream()
            .filter(each -> each.span().startedNanos() - moments.fault() >= 0)
            .min(Comparator.comparingLong(each -> each.span().startedNanos()))
            .map(each -> (each.span().endedNanos() - each.span().startedNanos()) / 1e6)
            .orElse(0.0)
        : bad.stream()
            .mapToDouble(each -> millis(each.span().endedNanos(), moments))
            .max()
            .orElse(0);
  }

  private static Optional<Double> detection(
      List<Operation> operations, Moments moments, OptionalLong opened) {
    OptionalLong away =
        operations.stream()
            .filter(each -> each.isOk() && each.span().startedNanos() - moments.fault() >= 0)
            .filter(each -> each.told().region() >= 0)
            .filter(each -> each.told().region() != each.terms().home())
            .mapToLong(each -> each.span().endedNanos())
            .min();
    if (opened.isEmpty() && away.isEmpty()) {
      return Optional.empty();
    }
    long first = Math.min(opened.orElse(Long.MAX_VALUE), away.orElse(Long.MAX_VALUE));
    return Optional.of(Math.max(0, millis(first, moments)));
  }

  private static Map<String, Double> channels(
      List<Operation> bad, List<Operation> all, Moments moments) {
    Map<Integer, List<Operation>> every = byChannel(all);
    Map<Integer, List<Operation>> worse = byChannel(bad);
    double[] millis =
        every.entrySet().stream()
            .mapToDouble(entry ->
                ended(worse.getOrDefault(entry.getKey(), List.of()), entry.getValue(), moments))
            .sorted()
            .toArray();
    if (millis.length == 0) {
      return Map.of();
    }
    Map<String, Double> percentiles = new HashMap<>();
    PERCENTILES.forEach((name, share) ->
        percentiles.put(name, millis[Math.max(0, (int) Math.ceil(share * millis.length) - 1)]));
    percentiles.put("max", millis[millis.length - 1]);
    return percentiles;
  }

  private static Map<Integer, List<Operation>> byChannel(List<Operation> operations) {
    Map<Integer, List<Operation>> channels = new HashMap<>();
    operations.forEach(
        each -> channels.computeIfAbsent(each.channel(), _ -> new ArrayList<>()).add(each));
    return channels;
  }

  private static double millis(long nanos, Moments moments) {
    return (nanos - moments.fault()) / 1e6;
  }
}
