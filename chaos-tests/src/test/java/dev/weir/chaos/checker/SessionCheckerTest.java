package dev.weir.chaos.checker;

import static dev.weir.chaos.checker.Histories.ALL;
import static dev.weir.chaos.checker.Histories.at;
import static dev.weir.chaos.checker.Histories.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Coverage;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.messages.Degraded;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Session 1 writes, session 2 looks on; whatever a checker must not let pass is planted here. */
class SessionCheckerTest {

  private static final SessionChecker CHECKER = new SessionChecker(Duration.ofSeconds(1));
  private static final int DELETED = Version.DELETED;

  private static final Told DEGRADED =
      new Told(
          1, Optional.of(new Degraded(Degraded.Reason.OTHER_REGION, 0, 1_000)), Optional.empty());

  private final Histories told = new Histories();

  @Test
  void ownAppend_missing_isNotReadYourWrites() {
    assertViolates(Invariant.READ_YOUR_WRITES, told.write(1, 10, 0).read(1, ALL));
  }

  @Test
  void ownEdit_readAsBefore_isNotReadYourWrites() {
    assertViolates(
        Invariant.READ_YOUR_WRITES, told.write(1, 10, 0).write(1, 10, 1).read(1, ALL, at(10, 0)));
  }

  @Test
  void ownDeletion_stillThere_isNotReadYourWrites() {
    assertViolates(
        Invariant.READ_YOUR_WRITES,
        told.write(1, 10, 0)
            .write(1, 10, DELETED)
            .read(1, Coverage.NOTHING)
            .read(1, new Coverage(10, 10), at(10, 0)));
  }

  @Test
  void ownWrite_whoseOutcomeIsUnknown_mayBeMissing_andMayComeLater() {
    assertClean(
        told.write(1, 10, 0)
            .write(1, 10, 1, Outcome.UNKNOWN)
            .read(1, ALL, at(10, 0))
            .read(1, ALL, at(10, 1)));
  }

  @Test
  void ownAppend_outsideOfThePage_provesNothing() {
    assertClean(
        told.write(1, 10, 0).write(2, 20, 0).read(1, new Coverage(20, Long.MAX_VALUE), at(20, 0)));
  }

  @Test
  void write_thatEndedAfterTheReadBegan_mayBeMissing() {
    assertClean(
        told.add(new Operation(1, 0, new Action.Write(10, 0), Outcome.OK, span(1, 9)))
            .add(new Operation(1, 0, page(), Outcome.OK, span(5, 12))));
  }

  @Test
  void newerThenOlder_isNotMonotonic_norIsGone() {
    assertViolates(
        Invariant.MONOTONIC_READS,
        told.write(1, 10, 0).write(1, 10, 1).read(2, ALL, at(10, 1)).read(2, ALL, at(10, 0)));
    assertViolates(
        Invariant.MONOTONIC_READS,
        new Histories().write(1, 10, 0).read(2, ALL, at(10, 0)).read(2, ALL));
  }

  @Test
  void seenDeleted_thenThere_isNotMonotonic() {
    Histories seen =
        told.write(1, 10, 0).read(2, ALL, at(10, 0)).write(1, 10, DELETED).read(2, ALL);
    assertClean(seen);
    assertViolates(Invariant.MONOTONIC_READS, seen.read(2, ALL, at(10, 0)));
  }

  @Test
  void olderForOthers_isFine_asLongAsTheyKnowNothing() {
    assertClean(
        told.write(1, 10, 0)
            .write(1, 10, 1)
            .read(1, ALL, at(10, 1))
            .read(2, ALL)
            .read(2, ALL, at(10, 0))
            .read(2, ALL, at(10, 1)));
  }

  @Test
  void whatWasHandedOver_isSeenByTheOther() {
    Histories handed = told.write(1, 10, 0).read(2, ALL).takeOver(2, 1);
    assertClean(handed);
    assertViolates(Invariant.HANDED_OVER, handed.read(2, ALL));
  }

  @Test
  void whatWasLearnedAfterTheHandOver_isNotHanded() {
    assertClean(told.takeOver(2, 1).write(1, 10, 0).read(2, ALL));
  }

  @Test
  void handedOn_countsForTheThird() {
    assertViolates(
        Invariant.HANDED_OVER, told.write(1, 10, 0).takeOver(2, 1).takeOver(3, 2).read(3, ALL));
  }

  @Test
  void deletedLongAgo_staysDeleted_forEverybody() {
    Histories gone = told.write(1, 10, 0).write(1, 10, DELETED).read(2, ALL, at(10, 0));
    assertClean(gone);
    assertViolates(Invariant.RESURRECTED, gone.pause(1_500).read(3, ALL, at(10, 0)));
  }

  @Test
  void acknowledgedLongAgo_isThere_forEverybody() {
    assertViolates(Invariant.WHOLE_PAGE, told.write(1, 10, 0).pause(1_500).read(3, ALL));
    assertViolates(
        Invariant.LOST_WRITE,
        new Histories().write(1, 10, 0).write(1, 10, 1).pause(1_500).read(3, ALL, at(10, 0)));
  }

  @Test
  void page_thatRepeats_orDisorders_orStrays_isNotWhole() {
    Histories two = told.write(1, 10, 0).write(1, 20, 0);
    assertClean(two.read(2, ALL, at(20, 0), at(10, 0)));
    assertViolates(Invariant.WHOLE_PAGE, two.read(2, ALL, at(20, 0), at(20, 0), at(10, 0)));
    assertViolates(
        Invariant.WHOLE_PAGE,
        new Histories().write(1, 10, 0).write(1, 20, 0).read(2, ALL, at(10, 0), at(20, 0)));
    assertViolates(
        Invariant.WHOLE_PAGE,
        new Histories().write(1, 10, 0).read(2, new Coverage(11, 99), at(10, 0)));
  }

  @Test
  void values_thatNobodyWrote_areSeen() {
    assertViolates(Invariant.OWN_VALUE, told.read(2, ALL, at(66, 0)));
    assertViolates(
        Invariant.OWN_VALUE, new Histories().write(1, 10, 0).read(2, ALL, at(10, Version.FOREIGN)));
    assertViolates(
        Invariant.OWN_VALUE,
        new Histories().write(1, 10, 0).read(2, ALL, at(10, 1)).write(1, 10, 1));
  }

  @Test
  void whatWasReportedFailed_isNeverThere_neitherLaterNorBefore() {
    assertViolates(
        Invariant.HONEST_OUTCOME,
        told.write(1, 10, 0).write(1, 10, 1, Outcome.FAILED).read(2, ALL, at(10, 1)));
    assertViolates(
        Invariant.HONEST_OUTCOME,
        new Histories()
            .write(1, 10, 0)
            .add(read(2, 2, ReadLevel.SESSION, Told.NOTHING, at(10, 1)))
            .pause(10)
            .write(1, 10, 1, Outcome.FAILED)
            .write(1, 10, 1));
  }

  @Test
  void whatFailed_andWasAskedForAgain_mayBeThere() {
    assertClean(
        told.write(1, 10, 0)
            .write(1, 10, 1, Outcome.FAILED)
            .write(1, 10, 1)
            .read(2, ALL, at(10, 1)));
  }

  @Test
  void messageTwiceOnAPage_thatWasAskedForTwice_hasASecondEffect() {
    assertViolates(
        Invariant.EFFECT_OF_ONE,
        told.write(1, 10, 0, Outcome.UNKNOWN).write(1, 10, 0).read(2, ALL, at(10, 0), at(10, 0)));
    assertClean(
        new Histories().write(1, 10, 0, Outcome.UNKNOWN).write(1, 10, 0).read(2, ALL, at(10, 0)));
  }

  @Test
  void messageOfAnotherChannel_isForeign() {
    assertViolates(
        Invariant.OWN_VALUE,
        told.add(new Operation(1, 1, new Action.Write(10, 0), Outcome.OK, span(0, 1)))
            .read(2, ALL, at(10, 0)));
  }

  @Test
  void violation_namesBothOperations() {
    Violation violation =
        CHECKER.check(told.write(1, 10, 0).read(1, ALL).done()).violations().getFirst();
    assertThat(violation.operations().stream().map(Operation::action))
        .containsExactly(page(), new Action.Write(10, 0));
    assertThat(violation.toString()).contains("I4", "message 10");
  }

  @Test
  void degradedAnswer_mayLackWhatItsSessionKnows_andIsCounted() {
    Histories lacking = told.write(1, 10, 0).add(read(1, 10, ReadLevel.SESSION, DEGRADED));
    assertClean(lacking);
    assertThat(CHECKER.check(lacking.done()).seen().degraded()).isEqualTo(1);
    assertViolates(
        Invariant.READ_YOUR_WRITES,
        new Histories().write(1, 10, 0).add(read(1, 10, ReadLevel.SESSION, Told.NOTHING)));
  }

  @Test
  void degradedAnswer_showsNothingThatNobodyWrote_andDeletesNothing() {
    assertViolates(
        Invariant.OWN_VALUE,
        told.write(1, 10, 0).add(read(1, 10, ReadLevel.SESSION, DEGRADED, at(10, 7))));
    // The message was missing, not seen deleted: it may be there again.
    assertClean(
        new Histories()
            .write(1, 10, 0)
            .write(2, 10, DELETED, Outcome.UNKNOWN)
            .add(read(1, 10, ReadLevel.SESSION, DEGRADED))
            .pause(20)
            .read(1, ALL, at(10, 0)));
  }

  @Test
  void eventualRead_isPromisedNothing() {
    assertClean(told.write(1, 10, 0).add(read(1, 10, ReadLevel.EVENTUAL, Told.NOTHING)).pause(20));
  }

  /** One replica may hold already what a quorum without it does not. */
  @Test
  void eventualRead_promisesNothing() {
    assertClean(
        told.write(1, 10, 0)
            .write(1, 10, 1, Outcome.UNKNOWN)
            .add(read(2, 10, ReadLevel.EVENTUAL, Told.NOTHING, at(10, 1)))
            .pause(20)
            .read(2, ALL, at(10, 0)));
  }

  @Test
  void strongRead_showsWhatAnybodyWasAcknowledged() {
    assertViolates(
        Invariant.STALE_STRONG,
        told.write(1, 10, 0).add(read(2, 10, ReadLevel.STRONG, Told.NOTHING)));
    assertViolates(
        Invariant.STALE_STRONG,
        new Histories()
            .write(1, 10, 0)
            .write(1, 10, 1)
            .add(read(2, 10, ReadLevel.STRONG, Told.NOTHING, at(10, 0))));
    assertClean(
        new Histories()
            .write(1, 10, 0)
            .write(1, 10, 1, Outcome.UNKNOWN)
            .add(read(2, 10, ReadLevel.STRONG, Told.NOTHING, at(10, 0))));
    assertClean(
        new Histories()
            .write(1, 10, 0)
            .write(3, 10, DELETED, Outcome.UNKNOWN)
            .add(read(2, 10, ReadLevel.STRONG, Told.NOTHING)));
  }

  @Test
  void whatIsLongAgo_saysNothingToAnotherRegion() {
    Histories old = told.write(1, 10, 0).pause(2_000).read(2, ALL);
    assertViolates(Invariant.WHOLE_PAGE, old);
    assertThat(SessionChecker.ofSeveralRegions().check(old.done()).isClean()).isTrue();
  }

  @Test
  void editOfWhatIsOnItsWayHere_saysNothing_ofAMessageThatItsSessionNeverSaw() {
    Histories blind = told.write(1, 10, 0).write(2, 10, 1).read(2, ALL);
    assertViolates(Invariant.READ_YOUR_WRITES, blind);
    assertThat(SessionChecker.ofSeveralRegions().check(blind.done()).isClean()).isTrue();
  }

  @Test
  void editOfWhatItsSessionSaw_isThere_inAnyRegion() {
    Histories seeing = told.write(1, 10, 0).read(2, ALL, at(10, 0)).write(2, 10, 1).read(2, ALL);
    assertThat(SessionChecker.ofSeveralRegions().check(seeing.done()).violations())
        .extracting(Violation::invariant)
        .contains(Invariant.READ_YOUR_WRITES);
  }

  /** A read that begins when the write before it, if there are at most two, has ended. */
  private static Operation read(
      int session, int atMillis, ReadLevel level, Told receipt, Sighting... page) {
    return new Operation(
        session,
        0,
        new Action.Read(ALL, List.of(page)),
        Outcome.OK,
        span(atMillis, atMillis + 1),
        new Terms(1, level, Durability.REGION),
        receipt);
  }

  @Test
  void verdict_saysWhatWasSeen() {
    Verdict verdict =
        CHECKER.check(
            told.write(1, 10, 0)
                .read(2, ALL, at(10, 0))
                .write(1, 10, 1)
                .read(2, ALL, at(10, 1))
                .pause(100)
                .write(1, 10, DELETED)
                .read(2, ALL)
                .done());
    assertThat(verdict.isClean()).isTrue();
    assertThat(verdict.seen()).isEqualTo(new Verdict.Seen(3, 2, 1, 1, 1, 0, 0));
  }

  private static Action.Read page(Sighting... sightings) {
    return new Action.Read(ALL, List.of(sightings));
  }

  private static void assertViolates(Invariant invariant, Histories history) {
    Verdict verdict = CHECKER.check(history.done());
    assertThat(verdict.violations()).extracting(Violation::invariant).contains(invariant);
  }

  private static void assertClean(Histories history) {
    Verdict verdict = CHECKER.check(history.done());
    assertThat(verdict.told()).isEmpty();
    assertThat(verdict.violated()).isZero();
  }
}
