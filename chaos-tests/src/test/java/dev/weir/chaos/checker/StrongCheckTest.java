package dev.weir.chaos.checker;

import static dev.weir.chaos.checker.Histories.at;
import static dev.weir.chaos.checker.Histories.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** I3: strong reads and writes of a message fit into one order, or do not. */
class StrongCheckTest {

  private static final int DELETED = Version.DELETED;
  private static final Invariant ORDER = Invariant.STRONG_ORDER;

  private final Ops ops = new Ops();

  @Test
  void acknowledged_thenMissing_fitsIntoNoOrder() {
    ops.write(1, 10, 0, 0, 1).strong(2, 2, 3).assertViolates(ORDER);
  }

  @Test
  void underWay_mayBeMissing_orThere() {
    ops.write(1, 10, 0, 0, 5).strong(2, 2, 3).strong(3, 2, 3, at(10, 0)).assertClean(ORDER);
  }

  @Test
  void strongReads_doNotGoBackwards_whoeverReads() {
    ops.write(1, 10, 0, 0, 1)
        .write(1, 10, 1, 2, 20)
        .strong(2, 3, 4, at(10, 1))
        .strong(3, 5, 6, at(10, 0))
        .assertViolates(ORDER);
    new Ops()
        .write(1, 10, 0, 0, 1)
        .write(1, 10, 1, 2, 20)
        .strong(2, 3, 6, at(10, 1))
        .strong(3, 5, 6, at(10, 0))
        .assertClean(ORDER);
  }

  @Test
  void unknownWrite_mayTakeEffectLate_butOnlyOnce() {
    ops.write(1, 10, 0, 0, 1)
        .write(1, 10, 1, span(2, 3), Outcome.UNKNOWN)
        .strong(2, 10, 11, at(10, 0))
        .strong(2, 12, 13, at(10, 1))
        .assertClean(ORDER);
    ops.strong(2, 14, 15, at(10, 0)).assertViolates(ORDER);
  }

  @Test
  void olderEdit_overtakenByANewerOne_changesNothing() {
    ops.write(1, 10, 0, 0, 1)
        .write(1, 10, 1, span(2, 3), Outcome.UNKNOWN)
        .write(1, 10, 2, 4, 5)
        .strong(2, 6, 7, at(10, 2))
        .assertClean(ORDER);
    // A plain register would let the first edit come after the second.
    ops.strong(2, 8, 9, at(10, 1)).assertViolates(ORDER);
  }

  @Test
  void deletion_thatMayHaveBeen_explainsWhatIsMissing() {
    ops.write(1, 10, 0, 0, 1)
        .write(1, 10, DELETED, span(2, 3), Outcome.UNKNOWN)
        .strong(2, 4, 5, at(10, 0))
        .strong(2, 6, 7)
        .assertClean(ORDER);
    ops.strong(2, 8, 9, at(10, 0)).assertViolates(ORDER);
  }

  @Test
  void deletion_thatFailed_explainsNothing() {
    ops.write(1, 10, 0, 0, 1)
        .write(1, 10, DELETED, span(2, 3), Outcome.FAILED)
        .strong(2, 4, 5)
        .assertViolates(ORDER);
  }

  @Test
  void newerWasThere_beforeTheOlderBeganToBeWritten() {
    // Each pair of these is in order; all together are not.
    ops.write(1, 10, 0, 0, 1)
        .write(1, 10, 2, 2, 4)
        .strong(2, 5, 6, at(10, 2))
        .write(1, 10, 1, 8, 20)
        .strong(3, 3, 10, at(10, 1))
        .assertViolates(ORDER);
  }

  @Test
  void secondTry_isTheSameWrite() {
    ops.write(1, 10, 0, 0, 1)
        .write(1, 10, 1, span(2, 3), Outcome.UNKNOWN)
        .strong(2, 4, 5, at(10, 1))
        .write(1, 10, 1, 6, 7)
        .strong(2, 8, 9, at(10, 1))
        .assertClean(ORDER);
    new Ops()
        .write(1, 10, 0, 0, 1)
        .write(1, 10, 1, span(2, 3), Outcome.UNKNOWN)
        .write(1, 10, 1, 6, 7)
        .strong(2, 8, 9, at(10, 0))
        .assertViolates(ORDER);
  }

  @Test
  void otherLevels_andDegradedAnswers_doNotCount() {
    ops.write(1, 10, 0, 0, 1)
        .read(2, span(2, 3), ReadLevel.EVENTUAL, Told.NOTHING)
        .read(2, span(2, 3), ReadLevel.SESSION, Told.NOTHING)
        .read(2, span(2, 3), ReadLevel.STRONG, Ops.lacking(1, 0, 9));
    ops.assertUnjudged(ORDER);
    assertThat(ops.verdict().violated()).isZero();
  }

  @Test
  void regionLostForGood_mayTakeItsLastWritesAlong() {
    Ops lost =
        ops.kept(new Action.Write(10, 0), span(0, 1), Durability.REGION, Ops.by(1, 5))
            .strong(2, 2, 3, at(10, 0))
            .strong(2, 4, 5);
    lost.with(CheckerSettings.ofSeveralRegions().lost(Set.of(0))).assertViolates(ORDER);
    lost.with(CheckerSettings.ofSeveralRegions().lost(Set.of(1))).assertClean(ORDER);
  }
}
