package dev.weir.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.observed.Replies;
import org.junit.jupiter.api.Test;

/** I13: one outcome for each request, by its deadline and 50 ms at the latest. */
class OutcomeCheckTest {

  private static final Invariant ONE_OUTCOME = Invariant.ONE_OUTCOME;

  @Test
  void onTime_isFine_andLateByLittle() {
    asked(1_000, 999, Outcome.OK).assertClean(ONE_OUTCOME);
    asked(1_000, 1_050, Outcome.UNKNOWN).assertClean(ONE_OUTCOME);
  }

  @Test
  void late_isNot_whateverTheOutcome() {
    asked(1_000, 1_051, Outcome.OK).assertViolates(ONE_OUTCOME);
    asked(1_000, 1_051, Outcome.FAILED).assertViolates(ONE_OUTCOME);
  }

  @Test
  void neverEnded_isLate_onceItsTimeIsOver() {
    asked(1_000, 5_000, Outcome.NONE).assertViolates(ONE_OUTCOME);
    Ops closedBefore = asked(1_000, 900, Outcome.NONE);
    closedBefore.assertUnjudged(ONE_OUTCOME);
    assertThat(closedBefore.verdict().isClean()).isTrue();
  }

  @Test
  void withoutADeadline_nothingIsJudged() {
    new Ops().write(1, 10, 0, 0, 100_000).assertUnjudged(ONE_OUTCOME);
  }

  @Test
  void connections_thatSawTwoAnswers_orNone_tell() {
    replied(new Replies("eu-1", 10, 0, 0)).assertClean(ONE_OUTCOME);
    replied(new Replies("eu-1", 10, 1, 0)).assertViolates(ONE_OUTCOME);
    replied(new Replies("eu-1", 10, 0, 1)).assertViolates(ONE_OUTCOME);
  }

  private static Ops replied(Replies replies) {
    Ops ops = new Ops();
    ops.seen.replied(replies);
    return ops;
  }

  private static Ops asked(long timeoutMillis, long tookMillis, Outcome outcome) {
    return new Ops()
        .add(
            new Operation(
                1,
                0,
                new Action.Write(10, 0),
                outcome,
                Histories.span(7, 7 + tookMillis),
                Terms.DEFAULT.within(timeoutMillis * 1_000_000),
                Told.NOTHING));
  }
}
