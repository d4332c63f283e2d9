package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.observed.Observations;
import dev.weir.chaos.observed.Sweep;
import dev.weir.messages.Degraded;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** Operations whose every part is said, in milliseconds, on one channel. */
final class Ops {

  Observations seen = new Observations();
  private final RecordedHistory history = new RecordedHistory();
  private CheckerSettings settings = CheckerSettings.ofSeveralRegions();

  Ops with(CheckerSettings others) {
    settings = others;
    return this;
  }

  /** A write that is answered by region 0. */
  Ops write(int session, long message, int version, long from, long to) {
    return write(session, message, version, Histories.span(from, to), Outcome.OK);
  }

  Ops write(int session, long message, int version, Span span, Outcome outcome) {
    return write(session, new Action.Write(message, version), span, outcome, Durability.REGION);
  }

  /** A write that a region keeps, at a time of its clock. */
  Ops kept(Action.Write write, Span span, Durability durability, Told told) {
    history.add(
        new Operation(
            1, 0, write, Outcome.OK, span, new Terms(0, ReadLevel.SESSION, durability), told));
    return this;
  }

  private Ops write(
      int session, Action.Write write, Span span, Outcome outcome, Durability durability) {
    history.add(
        new Operation(
            session,
            0,
            write,
            outcome,
            span,
            new Terms(0, ReadLevel.SESSION, durability),
            by(0, Told.NEVER)));
    return this;
  }

  Ops strong(int session, long from, long to, Sighting... page) {
    return read(session, Histories.span(from, to), ReadLevel.STRONG, by(0, Told.NEVER), page);
  }

  Ops read(int session, Span span, ReadLevel level, Told told, Sighting... page) {
    history.add(
        new Operation(
            session,
            0,
            new Action.Read(Histories.ALL, List.of(page)),
            Outcome.OK,
            span,
            new Terms(0, level, Durability.REGION),
            told));
    return this;
  }

  Ops add(Operation operation) {
    history.add(operation);
    return this;
  }

  /** Everything that was seen beside is forgotten, but for this. */
  Ops sweptAnew(Sweep sweep) {
    seen = new Observations();
    seen.swept(sweep);
    return this;
  }

  /** Of an answer of a region, at a time of its clock. */
  static Told by(int region, long atMicros) {
    return new Told(region, Optional.empty(), Optional.empty(), atMicros);
  }

  /** Of an answer of a region that may lack something of another one. */
  static Told lacking(int region, int other, long beforeMicros) {
    return new Told(
        region,
        Optional.of(new Degraded(Degraded.Reason.OTHER_REGION, other, beforeMicros)),
        Optional.empty());
  }

  Verdict verdict() {
    return Checkers.all(history, seen, settings);
  }

  void assertViolates(Invariant invariant) {
    Verdict verdict = verdict();
    Assertions.assertThat(verdict.tally(invariant).violated()).as(verdict.told()).isPositive();
    Assertions.assertThat(verdict.tally(invariant).judged()).isPositive();
  }

  /** It was looked at, and nothing at all is wrong. */
  void assertClean(Invariant judged) {
    Verdict verdict = verdict();
    Assertions.assertThat(verdict.told()).isEmpty();
    Assertions.assertThat(verdict.violated()).isZero();
    Assertions.assertThat(verdict.tally(judged).judged()).isPositive();
  }

  void assertUnjudged(Invariant invariant) {
    Assertions.assertThat(verdict().unjudged()).contains(invariant);
  }
}
