package dev.weir.chaos.sim;

import dev.weir.chaos.sim.faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What many seeds came to together. For one thread at a time. */
final class SweepReport {

  /** As many failing seeds are told one by one. */
  static final int MAX_TOLD = 100;

  private static final Pattern NUMBER = Pattern.compile("(?<![A-Z\\d])-?\\d[\\d,.]*");
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double SECONDS_PER_HOUR = 3_600;

  private final Map<Fault, Long> fired = new EnumMap<>(Fault.class);
  private final Map<String, Long> invalidReasons = new TreeMap<>();
  private final Map<String, Long> broken = new TreeMap<>();
  private final List<Run> failures = new ArrayList<>();
  private long seeds;
  private long failed;
  private long invalid;
  private long operations;
  private long violations;
  private Duration simulated = Duration.ZERO;

  /** Nothing ran yet: no fault has fired. */
  SweepReport() {
    for (Fault fault : Fault.values()) {
      fired.put(fault, 0L);
    }
  }

  void add(Run run) {
    seeds++;
    operations += run.operations();
    simulated = simulated.plus(run.simulated());
    run.fired().forEach((fault, times) -> fired.merge(fault, (long) times, Long::sum));
    run.invalid()
        .ifPresent(reason -> {
          invalid++;
          invalidReasons.merge(kind(reason), 1L, Long::sum);
        });
    violations += run.breaches().size();
    run.broken().forEach(invariant -> broken.merge(invariant, 1L, Long::sum));
    if (run.isFailure()) {
      failed++;
      if (failures.size() < MAX_TOLD) {
        failures.add(run);
      }
    }
  }

  /** A reason without its numbers, so that those of a kind count together. */
  private static String kind(String reason) {
    return NUMBER.matcher(reason.lines().findFirst().orElse("")).replaceAll("N");
  }

  long seeds() {
    return seeds;
  }

  long violations() {
    return violations;
  }

  /** The first failing seeds, {@value #MAX_TOLD} at most. */
  List<Run> failures() {
    return List.copyOf(failures);
  }

  /** Whether no invariant was broken, and at least one run proves something. */
  boolean isGood() {
    return violations == 0 && invalid < seeds;
  }

  /** How far it is, in a line. */
  String progress(int of, long elapsedNanos) {
    return "%d of %d seeds, %.1f/s, %.1f h simulated, %d invalid, %d violations"
        .formatted(seeds, of, rate(elapsedNanos), hours(), invalid, violations);
  }

  /**
   * Everything, for programs.
   *
   * @param replays how each failing seed is run again
   */
  Map<String, Object> json(Sweep.Scope scope, Spent spent, Replay replays) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seeds", seeds);
    json.put("first_seed", scope.first());
    json.put("minutes", scope.length().toSeconds() / 60.0);
    json.put("seeds_per_second", rounded(rate(spent.elapsedNanos())));
    json.put("elapsed_seconds", rounded(spent.elapsedNanos() / NANOS_PER_SECOND));
    json.put("cpu_seconds", rounded(spent.cpuNanos() / NANOS_PER_SECOND));
    json.put("simulated_hours", rounded(hours()));
    json.put("operations", operations);
    json.put("faults", faults());
    json.put("invalid", invalid);
    json.put("invalid_reasons", invalidReasons);
    json.put("violations", violations);
    json.put("failing_seeds", failed);
    json.put("broken", broken);
    json.put("failures", failures.stream().map(run -> json(run, replays)).toList());
    return json;
  }

  private static Map<String, Object> json(Run run, Replay replays) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", run.seed());
    json.put("replay", replays.of(run.seed()));
    json.put("invariants", run.broken());
    json.put("violations", run.breaches().size());
    json.put("told", run.breaches().getFirst().told());
    return json;
  }

  /** Everything, for people. */
  List<String> lines(Sweep.Scope scope, Spent spent) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d seeds from %d, %s simulated minutes each: %.1f s, %.1f/s, %.1f CPU seconds"
            .formatted(
                seeds,
                scope.first(),
                Replay.minutes(scope.length()),
                spent.elapsedNanos() / NANOS_PER_SECOND,
                rate(spent.elapsedNanos()),
                spent.cpuNanos() / NANOS_PER_SECOND));
    lines.add("simulated   %.1f h, %d operations".formatted(hours(), operations));
    lines.add("faults      " + told(faults()));
    lines.add("invalid     " + invalid + (invalid == 0 ? "" : ": " + told(invalidReasons)));
    lines.add("violations  " + violations + (violations == 0 ? "" : ": " + told(broken)));
    return lines;
  }

  private static String told(Map<String, Long> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((name, count) -> parts.add("%s %d".formatted(name, count)));
    return String.join(", ", parts);
  }

  private Map<String, Long> faults() {
    Map<String, Long> byNumber = new LinkedHashMap<>();
    fired.forEach((fault, times) -> byNumber.put(fault.number(), times));
    return byNumber;
  }

  private double rate(long elapsedNanos) {
    return elapsedNanos == 0 ? 0 : seeds * NANOS_PER_SECOND / elapsedNanos;
  }

  private double hours() {
    return simulated.toMillis() / 1_000.0 / SECONDS_PER_HOUR;
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }

  /** What a sweep took. */
  record Spent(long elapsedNanos, long cpuNanos) {}
}
