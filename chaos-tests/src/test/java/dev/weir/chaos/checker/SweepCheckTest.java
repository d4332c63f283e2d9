package dev.weir.chaos.checker;

import static dev.weir.chaos.checker.Histories.span;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.chaos.observed.Sweep;
import dev.weir.messages.Durability;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** I1, I2, I8, I14: what a channel holds at the end is what everybody was told. */
class SweepCheckTest {

  private static final int DELETED = Version.DELETED;

  private final Ops ops = new Ops();

  @Test
  void acknowledgedAndMissing_isLost() {
    ops.write(1, 10, 0, 0, 1).write(1, 20, 0, 2, 3);
    holds(Map.of(10L, 0)).assertViolates(Invariant.LOST_WRITE);
  }

  @Test
  void acknowledgedAndThere_isNot() {
    ops.write(1, 10, 0, 0, 1).write(1, 20, 0, 2, 3);
    holds(Map.of(10L, 0, 20L, 0)).assertClean(Invariant.LOST_WRITE);
  }

  @Test
  void olderThanAcknowledged_isLost_newerOfUnknownOutcomeIsNot() {
    ops.write(1, 10, 0, 0, 1).write(1, 10, 1, 2, 3).write(1, 10, 2, span(4, 5), Outcome.UNKNOWN);
    holds(Map.of(10L, 1)).assertClean(Invariant.LOST_WRITE);
    holds(Map.of(10L, 2)).assertClean(Invariant.LOST_WRITE);
    holds(Map.of(10L, 0)).assertViolates(Invariant.LOST_WRITE);
  }

  @Test
  void deletedAndThere_isResurrected() {
    ops.write(1, 10, 0, 0, 1).write(1, 10, DELETED, 2, 3);
    holds(Map.of()).assertClean(Invariant.RESURRECTED);
    holds(Map.of(10L, 0)).assertViolates(Invariant.RESURRECTED);
  }

  @Test
  void perhapsDeleted_mayBeGone_orThere() {
    ops.write(1, 10, 0, 0, 1).write(1, 10, DELETED, span(2, 3), Outcome.UNKNOWN);
    holds(Map.of()).assertClean(Invariant.LOST_WRITE);
    holds(Map.of(10L, 0)).assertClean(Invariant.LOST_WRITE);
  }

  @Test
  void everyRegion_isNeverLost_evenWithTheRegionThatAcknowledgedIt() {
    ops.with(CheckerSettings.ofSeveralRegions().lost(Set.of(1)))
        .kept(new Action.Write(10, 0), span(0, 1), Durability.EVERY_REGION, Ops.by(1, 5));
    holds(Map.of()).assertViolates(Invariant.LOST_WRITE);
  }

  @Test
  void oneRegion_mayBeLost_withItsRegionAlone() {
    ops.kept(new Action.Write(10, 0), span(0, 1), Durability.REGION, Ops.by(1, 5))
        .kept(new Action.Write(20, 0), span(2, 3), Durability.REGION, Ops.by(0, 6));
    holds(Map.of(20L, 0));
    ops.with(CheckerSettings.ofSeveralRegions()).assertViolates(Invariant.LOST_WRITE);
    ops.with(CheckerSettings.ofSeveralRegions().lost(Set.of(0)))
        .assertViolates(Invariant.LOST_WRITE);
    ops.with(CheckerSettings.ofSeveralRegions().lost(Set.of(1))).assertClean(Invariant.LOST_WRITE);
  }

  @Test
  void repeatedEdit_thatBringsTheOlderContentBack_hasASecondEffect() {
    ops.write(1, 10, 0, 0, 1)
        .write(1, 10, 1, span(2, 3), Outcome.UNKNOWN)
        .write(1, 10, 2, 4, 5)
        .write(1, 10, 1, 6, 7);
    holds(Map.of(10L, 2)).assertClean(Invariant.EFFECT_OF_ONE);
    holds(Map.of(10L, 1)).assertViolates(Invariant.EFFECT_OF_ONE);
  }

  @Test
  void repeatedAppend_afterTheDeletion_doesNotBringItBack() {
    ops.write(1, 10, 0, span(0, 1), Outcome.UNKNOWN)
        .write(1, 10, DELETED, 2, 3)
        .write(1, 10, 0, 4, 5);
    holds(Map.of()).assertClean(Invariant.EFFECT_OF_ONE);
    holds(Map.of(10L, 0)).assertViolates(Invariant.EFFECT_OF_ONE);
  }

  @Test
  void reportedFailed_isNotThere() {
    ops.write(1, 10, 0, 0, 1).write(1, 10, 1, span(2, 3), Outcome.FAILED);
    holds(Map.of(10L, 0)).assertClean(Invariant.HONEST_OUTCOME);
    holds(Map.of(10L, 1)).assertViolates(Invariant.HONEST_OUTCOME);
  }

  @Test
  void deletionReportedFailed_deletesNothing() {
    ops.write(1, 10, 0, 0, 1).write(1, 10, DELETED, span(2, 3), Outcome.FAILED);
    holds(Map.of(10L, 0)).assertClean(Invariant.HONEST_OUTCOME);
    holds(Map.of()).assertViolates(Invariant.HONEST_OUTCOME);
  }

  @Test
  void unknownOrUnheard_mayBeThere_orNot() {
    ops.write(1, 10, 0, span(0, 1), Outcome.UNKNOWN)
        .write(1, 20, 0, span(2, 3), Outcome.NONE)
        .write(1, 30, 0, 4, 5);
    holds(Map.of(30L, 0)).assertClean(Invariant.LOST_WRITE);
    holds(Map.of(10L, 0, 20L, 0, 30L, 0)).assertClean(Invariant.LOST_WRITE);
  }

  @Test
  void whatNobodyWrote_isForeign() {
    ops.write(1, 10, 0, 0, 1);
    holds(Map.of(10L, Version.FOREIGN)).assertViolates(Invariant.OWN_VALUE);
  }

  @Test
  void strayMessage_isForeign() {
    ops.write(1, 10, 0, 0, 1);
    holds(Map.of(10L, 0, 11L, 0)).assertViolates(Invariant.OWN_VALUE);
  }

  @Test
  void eachSweepOfAChannel_isJudged() {
    ops.write(1, 10, 0, 0, 1).seen.swept(new Sweep(0, 0, Map.of(10L, 0)));
    ops.seen.swept(new Sweep(0, 1, Map.of()));
    ops.assertViolates(Invariant.LOST_WRITE);
  }

  @Test
  void withoutASweep_nothingIsJudged() {
    ops.write(1, 10, 0, 0, 1)
        .kept(new Action.Write(20, 0), span(2, 3), Durability.REGION, Told.NOTHING);
    ops.assertUnjudged(Invariant.LOST_WRITE);
    ops.assertUnjudged(Invariant.RESURRECTED);
    ops.assertUnjudged(Invariant.EFFECT_OF_ONE);
  }

  private Ops holds(Map<Long, Integer> contents) {
    return ops.sweptAnew(new Sweep(0, Sweep.EVERY_REGION, contents));
  }
}
