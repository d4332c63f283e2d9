package dev.weir.chaos.drill;

import dev.weir.chaos.checker.CheckerSettings;
import dev.weir.chaos.checker.Checkers;
import dev.weir.chaos.checker.Losses;
import dev.weir.chaos.cluster.BreakerWatch;
import dev.weir.chaos.drill.hands.Evidence;
import dev.weir.chaos.drill.report.Event;
import dev.weir.chaos.drill.report.Moments;
import dev.weir.chaos.drill.report.Tape;
import dev.weir.chaos.drill.report.Usage;
import dev.weir.chaos.drill.spec.Target;
import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.observed.Observations;
import dev.weir.chaos.observed.Sweep;
import dev.weir.messages.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what was recorded of a drill, and sweeps the channels. */
final class TapeMaker {

  private final Scene scene;
  private final Crowd crowd;
  private final Counters counters;
  private final BreakerWatch breakers;
  private final Convergence convergence;
  private final Ticker ticker;
  private final Clock wall = Clock.systemUTC();
  private final long beganMicros;
  private Optional<Map<Integer, Map<Long, Integer>>> away = Optional.empty();

  /** What one moment is on the ticker, and on the wall. */
  private long markNanos;

  private long markMicros;

  TapeMaker(Scene scene, Crowd crowd, Counters counters, BreakerWatch breakers, Ticker ticker) {
    this.scene = scene;
    this.crowd = crowd;
    this.counters = counters;
    this.breakers = breakers;
    this.convergence = new Convergence(scene.spec(), crowd, ticker);
    this.ticker = ticker;
    mark();
    this.beganMicros = markMicros;
  }

  /** Notes which moment of the ticker is which of the wall. */
  void mark() {
    markNanos = ticker.nanos();
    markMicros = ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
  }

  /** Reads what a region alone holds; what it lacks is told when the history is whole. */
  void away(Target survivor) {
    away = convergence.contents(survivor);
  }

  private Optional<Losses> lossesAway(RecordedHistory history, Moments moments) {
    RecordedHistory before = Convergence.before(history, moments.fault());
    return away.map(there -> Losses.of(before, channel -> there.getOrDefault(channel, Map.of())));
  }

  Tape make(
      Moments moments,
      Log log,
      List<Evidence> evidence,
      List<String> inconclusive,
      Optional<String> aborted) {
    RecordedHistory history = crowd.history();
    Map<Integer, Map<Long, Integer>> contents =
        convergence.everywhere(scene.others().getFirst().target());
    Map<String, Long> missing = convergence.missing(scene.targets());
    List<String> why = new ArrayList<>(inconclusive);
    missing.forEach((region, count) -> {
      if (count < 0) {
        why.add("%s could not be read in the end".formatted(region));
      }
    });
    Observations observations = new Observations();
    contents.forEach(
        (channel, there) -> observations.swept(new Sweep(channel, Sweep.EVERY_REGION, there)));
    Map<Integer, String> regions = new TreeMap<>();
    scene.sites().forEach(site -> regions.put(site.target().number(), site.name()));
    return new Tape(
        scene.harmed().target().number(),
        regions,
        moments,
        history,
        events(moments, log),
        usage(moments, history),
        evidence,
        contents,
        lossesAway(history, moments),
        missing,
        Checkers.all(history, observations, CheckerSettings.ofSeveralRegions()),
        why,
        aborted,
        crowd.failures());
  }

  private Map<String, Usage> usage(Moments moments, RecordedHistory history) {
    Map<String, Usage> usage = new TreeMap<>();
    usage.put(
        Tape.BEFORE,
        counters.usage(Tape.BEFORE, asked(history, moments.baseline(), moments.fault())));
    usage.put(
        Tape.DURING,
        counters.usage(
            Tape.DURING, asked(history, moments.fault(), moments.heal()) + crowd.surged()));
    usage.put(
        Tape.AFTER, counters.usage(Tape.AFTER, asked(history, moments.heal(), moments.end())));
    return usage;
  }

  private static long asked(RecordedHistory history, long from, long to) {
    long reads = 0;
    for (int i = 0; i < history.size(); i++) {
      Operation each = history.operation(i);
      boolean isThen =
          each.span().startedNanos() - from >= 0 && each.span().startedNanos() - to < 0;
      reads += isThen && each.action() instanceof Action.Read ? 1 : 0;
    }
    return reads;
  }

  private List<Event> events(Moments moments, Log log) {
    List<Event> events = new ArrayList<>();
    log.entries()
        .forEach(entry ->
            events.add(
                new Event(moments.seconds(entry.nanos()), Event.DRILL, entry.who(), entry.what())));
    counters
        .changes()
        .forEach(change ->
            events.add(
                new Event(
                    moments.seconds(change.nanos()), change.kind(), change.who(), change.what())));
    breakers
        .since(beganMicros)
        .forEach(move ->
            events.add(
                new Event(
                    moments.seconds(markNanos + (move.atMicros() - markMicros) * 1_000),
                    Event.BREAKER,
                    move.node(),
                    move.region() + ": " + move.what())));
    events.sort(Comparator.comparingDouble(Event::seconds));
    return events;
  }
}
