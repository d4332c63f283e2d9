package dev.weir.chaos.checker;

import static dev.weir.chaos.checker.Histories.at;
import static dev.weir.chaos.checker.Histories.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.messages.Degraded;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** I20: a degraded answer owns up to what it lacks, to no less, and nobody else lacks anything. */
class DegradedCheckTest {

  private static final Invariant UNDECLARED = Invariant.UNDECLARED;

  @Test
  void whatTheNamedRegionKeptBefore_mayBeMissing() {
    Ops ops = lacking(0, 100, 0, 101);
    ops.assertClean(UNDECLARED);
    assertThat(ops.verdict().degraded()).isEqualTo(Map.of("OTHER_REGION 0", 1L));
  }

  @Test
  void whatItKeptAtThatTime_orLater_mayNot() {
    lacking(0, 101, 0, 101).assertViolates(UNDECLARED);
  }

  @Test
  void clocksOfARegion_mayBeApart_ifTheRunSaysSo() {
    lacking(0, 101, 0, 101)
        .with(CheckerSettings.ofSeveralRegions().skewed(Duration.ofMillis(1)))
        .assertClean(UNDECLARED);
  }

  @Test
  void whatTheAnsweringRegionKeptItself_mayNotBeMissing() {
    lacking(1, 100, 0, 200).assertViolates(UNDECLARED);
  }

  @Test
  void whatAThirdRegionKept_mayNotBeMissing_unlessSeveralAreNamed() {
    lacking(2, 100, 0, 200).assertViolates(UNDECLARED);
    lacking(2, 100, Degraded.SEVERAL_REGIONS, 200).assertClean(UNDECLARED);
    lacking(1, 100, Degraded.SEVERAL_REGIONS, 200).assertViolates(UNDECLARED);
  }

  @Test
  void whatAReadShowedThere_mayBeMissing_whoeverHadWrittenIt() {
    new Ops()
        .write(1, 10, 0, 0, 1)
        .read(2, span(2, 3), ReadLevel.SESSION, Ops.by(1, 50), at(10, 0))
        .read(2, span(4, 5), ReadLevel.SESSION, Ops.lacking(0, 1, 51))
        .assertClean(UNDECLARED);
  }

  @Test
  void whatTheSameRegionShowedBefore_mayNotBeMissing_evenIfAnotherOneHadShownItToo() {
    new Ops()
        .write(1, 10, 0, 0, 1)
        .read(2, span(2, 3), ReadLevel.SESSION, Ops.by(1, 50), at(10, 0))
        .read(2, span(4, 5), ReadLevel.SESSION, Ops.by(0, 60), at(10, 0))
        .read(2, span(6, 7), ReadLevel.SESSION, Ops.lacking(0, 1, 51))
        .assertViolates(UNDECLARED);
  }

  /** What is asked for again later is in the answering region later. */
  @Test
  void editOfAMessageThatIsMissing_mayBeMissingToo_whoeverRepeatsTheMessageLater() {
    new Ops()
        .kept(new Action.Write(10, 0), span(0, 1), Durability.REGION, Ops.by(0, 100))
        .kept(new Action.Write(10, 1), span(2, 3), Durability.REGION, Ops.by(1, 120))
        .read(1, span(4, 5), ReadLevel.SESSION, Ops.lacking(1, 0, 110))
        .kept(new Action.Write(10, 0), span(6, 7), Durability.REGION, Ops.by(1, 130))
        .assertClean(UNDECLARED);
    new Ops()
        .kept(new Action.Write(10, 0), span(0, 1), Durability.REGION, Ops.by(1, 100))
        .kept(new Action.Write(10, 1), span(2, 3), Durability.REGION, Ops.by(1, 120))
        .read(1, span(4, 5), ReadLevel.SESSION, Ops.lacking(1, 0, 110))
        .assertViolates(UNDECLARED);
  }

  @Test
  void undeclared_nothingMayBeMissing_whicheverRegionAnswers() {
    new Ops()
        .kept(new Action.Write(10, 0), span(0, 1), Durability.REGION, Ops.by(0, 100))
        .read(1, span(2, 3), ReadLevel.SESSION, Ops.by(1, 50))
        .assertViolates(Invariant.READ_YOUR_WRITES);
  }

  @Test
  void olderVersion_isMissingToo() {
    new Ops()
        .with(CheckerSettings.ofSeveralRegions().skewed(Duration.ZERO))
        .kept(new Action.Write(10, 0), span(0, 1), Durability.REGION, Ops.by(0, 100))
        .kept(new Action.Write(10, 1), span(2, 3), Durability.REGION, Ops.by(0, 300))
        .read(1, span(4, 5), ReadLevel.SESSION, Ops.lacking(1, 0, 200), at(10, 0))
        .assertViolates(UNDECLARED);
  }

  /**
   * Session 1 has had a message kept by a region at a time of its clock; then region 1 answers it
   * without that message, and says what it may lack.
   */
  private static Ops lacking(int keeper, long atMicros, int named, long beforeMicros) {
    return new Ops()
        .with(CheckerSettings.ofSeveralRegions().skewed(Duration.ZERO))
        .kept(new Action.Write(10, 0), span(0, 1), Durability.REGION, Ops.by(keeper, atMicros))
        .read(1, span(2, 3), ReadLevel.SESSION, Ops.lacking(1, named, beforeMicros));
  }
}
