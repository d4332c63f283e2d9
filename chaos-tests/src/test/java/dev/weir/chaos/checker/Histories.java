package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Coverage;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Span;
import java.util.List;

/** Writes small histories by hand: one operation after the other, in milliseconds. */
final class Histories {

  static final Coverage ALL = new Coverage(Long.MIN_VALUE, Long.MAX_VALUE);

  private final RecordedHistory history = new RecordedHistory();
  private long millis;

  /** The next operation begins so much later. */
  Histories pause(long more) {
    millis += more;
    return this;
  }

  Histories write(int session, long message, int version) {
    return write(session, message, version, Outcome.OK);
  }

  Histories write(int session, long message, int version, Outcome outcome) {
    return next(session, new Action.Write(message, version), outcome);
  }

  Histories read(int session, Coverage coverage, Sighting... page) {
    return next(session, new Action.Read(coverage, List.of(page)), Outcome.OK);
  }

  Histories takeOver(int session, int from) {
    millis++;
    history.add(
        new Operation(
            session,
            Operation.EVERY_CHANNEL,
            new Action.TakeOver(from),
            Outcome.OK,
            new Span(millis * 1_000_000, millis * 1_000_000)));
    return this;
  }

  private Histories next(int session, Action action, Outcome outcome) {
    add(new Operation(session, 0, action, outcome, span(millis + 1, millis + 2)));
    millis += 2;
    return this;
  }

  /** An operation whose time is its own. */
  Histories add(Operation operation) {
    history.add(operation);
    return this;
  }

  RecordedHistory done() {
    return history;
  }

  static Span span(long fromMillis, long toMillis) {
    return new Span(fromMillis * 1_000_000, toMillis * 1_000_000);
  }

  static Sighting at(long message, int version) {
    return new Sighting(message, version);
  }
}
