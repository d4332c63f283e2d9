package dev.weir.chaos.drill.report;

import dev.weir.chaos.checker.SessionChecker;
import dev.weir.chaos.drill.hands.Evidence;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import dev.weir.node.config.ConfigFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a drill might have recorded: reads of ten channels each 50 ms in two regions, from 5 s
 * before a fault at 0 until 10 s after it was healed at 10 s.
 */
final class Tapes {

  static final long FAULT = TimeUnit.SECONDS.toNanos(1_000);
  static final int EU = 0;
  static final int US = 1;

  static final DrillSpec SPEC =
      DrillSpec.read(
          new ConfigFile(
              "mine.yaml",
              """
              about: What is tested.
              mode: kill
              scope:
                region: eu
              objectives:
                rto: 2s
                p99: 200ms
                error-rate: 1
              load:
                channels: 10
              """),
          Map.of());

  private final List<Operation> operations = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<String> inconclusive = new ArrayList<>();
  private final Map<Integer, Map<Long, Integer>> contents = new HashMap<>();
  private Optional<String> aborted = Optional.empty();
  private List<Evidence> evidence = List.of(new Evidence("kill eu", true, "eu-db is dead"));
  private Map<String, Long> missing = Map.of("eu", 0L, "us", 0L);

  private Tapes() {
    for (int channel = 0; channel < 10; channel++) {
      contents.put(channel, Map.of());
    }
  }

  /**
   * Everybody is answered in 10 ms, those of eu by us from the fault until the heal.
   *
   * @param awayMillis requests of eu that begin so long after the fault are slow until then
   */
  static Tapes recoveringAfter(long awayMillis) {
    Tapes tapes = new Tapes();
    for (long at = -5_000; at < 20_000; at += 50) {
      int channel = (int) (Math.floorMod(at / 50, 10));
      boolean isAway = at >= 0 && at < 10_000;
      boolean isSlow = at >= 0 && at < awayMillis;
      tapes.read(EU, channel, at, isSlow ? awayMillis - at + 300 : 10, isAway ? US : EU);
      tapes.read(US, channel, at, 10, US);
    }
    return tapes;
  }

  private void read(int home, int channel, long atMillis, long takes, int by) {
    operations.add(
        operation(
            home,
            channel,
            Action.Read.UNANSWERED,
            Outcome.OK,
            span(atMillis, takes),
            new Told(by, Optional.empty(), Optional.empty())));
  }

  Tapes failing(int home, int count, long atMillis) {
    for (int i = 0; i < count; i++) {
      operations.add(
          operation(
              home,
              i % 10,
              Action.Read.UNANSWERED,
              Outcome.FAILED,
              span(atMillis + i, 5),
              Told.failed(ErrorCode.UNAVAILABLE)));
    }
    return this;
  }

  /** A write whose outcome nobody was told. */
  Tapes unknownWrite(long message, boolean isThere) {
    operations.add(
        operation(
            EU,
            3,
            new Action.Write(message, 0),
            Outcome.UNKNOWN,
            span(100, 5),
            Told.failed(ErrorCode.OUTCOME_UNKNOWN)));
    contents.put(3, isThere ? Map.of(message, 0) : Map.of());
    return this;
  }

  Tapes moving(double seconds, String what) {
    events.add(new Event(seconds, Event.BREAKER, "eu-1", what));
    return this;
  }

  Tapes lacking(String region, long count) {
    missing = new TreeMap<>(missing);
    missing.put(region, count);
    return this;
  }

  Tapes provingNothing(String why) {
    inconclusive.add(why);
    return this;
  }

  Tapes unharmed() {
    evidence = List.of();
    return this;
  }

  Tapes brokenOff(String why) {
    aborted = Optional.of(why);
    return this;
  }

  private static Span span(long at, long takes) {
    long begun = FAULT + TimeUnit.MILLISECONDS.toNanos(at);
    return new Span(begun, begun + TimeUnit.MILLISECONDS.toNanos(takes));
  }

  private static Operation operation(
      int home, int channel, Action action, Outcome outcome, Span span, Told told) {
    return new Operation(
        home,
        channel,
        action,
        outcome,
        span,
        new Terms(home, ReadLevel.SESSION, Durability.REGION),
        told);
  }

  Tape tape() {
    RecordedHistory history = new RecordedHistory();
    operations.forEach(history::add);
    long second = TimeUnit.SECONDS.toNanos(1);
    return new Tape(
        EU,
        new TreeMap<>(Map.of(EU, "eu", US, "us")),
        new Moments(
            FAULT - 5 * second,
            FAULT,
            FAULT + 10 * second,
            FAULT + 10 * second,
            FAULT + 20 * second),
        history,
        events,
        Map.of(Tape.DURING, new Usage(1_000, 250, 2_000, 30, 10, 5)),
        evidence,
        contents,
        Optional.empty(),
        missing,
        SessionChecker.ofSeveralRegions().check(history),
        inconclusive,
        aborted,
        Map.of());
  }

  DrillReport report() {
    return new Judge(SPEC, tape())
        .report(
            new Provenance(
                "2026-01-01T00:00:00Z",
                60,
                Map.of("weir", "1"),
                SPEC.hash(),
                1,
                "./weir drill run"));
  }
}
