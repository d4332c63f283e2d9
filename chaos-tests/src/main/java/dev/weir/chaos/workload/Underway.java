package dev.weir.chaos.workload;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;

/**
 * An operation that was begun and has not ended: whatever becomes of it is recorded once.
 *
 * @param unanswered what is recorded if no answer comes
 */
record Underway(int session, int channel, Action unanswered, long startedNanos, Terms terms) {

  /** As it was answered. */
  Operation answered(Action action, long endedNanos, Told told) {
    return ended(action, Outcome.OK, endedNanos, told);
  }

  /** Without an answer. */
  Operation unanswered(Outcome outcome, long endedNanos, Told told) {
    return ended(unanswered, outcome, endedNanos, told);
  }

  private Operation ended(Action action, Outcome outcome, long endedNanos, Told told) {
    return new Operation(
        session, channel, action, outcome, new Span(startedNanos, endedNanos), terms, told);
  }
}
