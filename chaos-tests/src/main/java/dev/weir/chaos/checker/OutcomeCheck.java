package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.observed.Replies;
import java.util.List;

/**
 * Whether each request had one outcome, by its deadline (I13): of operations whose deadline is
 * known, and of what connections saw. One that nobody had told anything when the history was closed
 * is late if it should have ended by then.
 */
final class OutcomeCheck {

  /** A timer may be so late. */
  private static final long LATE_NANOS = 50_000_000;

  private static final long NANOS_PER_MICRO = 1_000;

  private final Findings findings;

  OutcomeCheck(Findings findings) {
    this.findings = findings;
  }

  void judge(Operation operation) {
    int timeoutMicros = operation.terms().timeoutMicros();
    if (timeoutMicros == Terms.NO_TIMEOUT || operation.action() instanceof Action.TakeOver) {
      return;
    }
    long took = operation.span().endedNanos() - operation.span().startedNanos();
    long late = took - timeoutMicros * NANOS_PER_MICRO;
    boolean isLate = late > LATE_NANOS;
    if (isLate || operation.outcome() != Outcome.NONE) {
      findings.judged(Invariant.ONE_OUTCOME);
    }
    if (isLate) {
      findings.violated(
          Invariant.ONE_OUTCOME,
          operation.outcome() == Outcome.NONE
              ? "none %d ms after the deadline".formatted(late / 1_000_000)
              : "%d ms after the deadline".formatted(late / 1_000_000),
          List.of(operation));
    }
  }

  void judge(Replies replies) {
    findings.judged(Invariant.ONE_OUTCOME, replies.requests());
    if (replies.repeated() > 0 || replies.unanswered() > 0) {
      findings.violated(
          Invariant.ONE_OUTCOME,
          "%s: of %d requests %d answered more than once, %d never"
              .formatted(
                  replies.where(), replies.requests(), replies.repeated(), replies.unanswered()));
    }
  }
}
