package dev.weir.chaos.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.failover.Bar;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Offset<Double> EXACTLY = Offset.offset(1.0);

  @Test
  void allIsMet_passes() {
    DrillReport report = Tapes.recoveringAfter(1_000).report();
    assertThat(report.reasons()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
    assertThat(report.outcome().status()).isZero();
  }

  @Test
  void recovery_endsWithTheLastOfTheSlowOnes_andIsSplit() {
    Recovery recovery =
        Tapes.recoveringAfter(1_000).moving(0.4, "eu: closed → open: dead").report().recovery();
    assertThat(recovery.total().orElseThrow()).isCloseTo(1_300, EXACTLY);
    assertThat(recovery.detection().orElseThrow()).isCloseTo(400, EXACTLY);
    assertThat(recovery.rerouting().orElseThrow()).isCloseTo(900, EXACTLY);
    assertThat(recovery.channels()).containsKeys("p50", "p90", "p99", "max");
    assertThat(recovery.channels().get("max")).isCloseTo(1_300, EXACTLY);
  }

  @Test
  void withoutABreaker_theFirstAnswerFromElsewhereIsTheDetection() {
    Recovery recovery = Tapes.recoveringAfter(0).report().recovery();
    assertThat(recovery.total().orElseThrow()).isCloseTo(10, EXACTLY);
    assertThat(recovery.detection().orElseThrow()).isCloseTo(10, EXACTLY);
  }

  @Test
  void recoveryThatComesLate_deviates() {
    DrillReport report = Tapes.recoveringAfter(3_000).report();
    assertThat(report.outcome()).isEqualTo(Outcome.DEVIATED);
    assertThat(report.outcome().status()).isEqualTo(1);
    assertThat(report.reasons()).anyMatch(reason -> reason.contains("recovery (rto)"));
  }

  @Test
  void recoveryThatNeverComes_deviates() {
    DrillReport report = Tapes.recoveringAfter(20_000).report();
    assertThat(report.recovery().total()).isEmpty();
    assertThat(report.reasons()).anyMatch(reason -> reason.contains("never, before the heal"));
  }

  @Test
  void failures_deviate_inTheOtherRegionToo() {
    assertThat(Tapes.recoveringAfter(0).failing(Tapes.EU, 1, 5_000).report().outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(missed(Tapes.recoveringAfter(0).failing(Tapes.EU, 5, 5_000)))
        .contains("failed requests");
    assertThat(missed(Tapes.recoveringAfter(0).failing(Tapes.US, 5, 5_000)))
        .contains("failed requests in us");
    assertThat(missed(Tapes.recoveringAfter(0).failing(Tapes.EU, 5, 15_000)))
        .containsExactly("failed requests after the heal");
  }

  @Test
  void whatIsMissing_deviates() {
    assertThat(missed(Tapes.recoveringAfter(0).lacking("us", 2)))
        .containsExactly("acknowledged writes missing in the end");
  }

  @Test
  void aDrillThatProvesNothing_isNeverGreen() {
    DrillReport report = Tapes.recoveringAfter(0).provingNothing("too little traffic").report();
    assertThat(report.bars()).allMatch(Bar::met);
    assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(report.outcome().status()).isEqualTo(4);
    assertThat(report.reasons()).containsExactly("too little traffic");
  }

  @Test
  void whereNothingWasHarmed_nothingIsAsked() {
    DrillReport report = Tapes.recoveringAfter(0).unharmed().provingNothing("no calm").report();
    assertThat(report.bars()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void aDrillThatWasBrokenOff_saysWhy() {
    DrillReport report = Tapes.recoveringAfter(0).brokenOff("weir drill stop").report();
    assertThat(report.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(report.outcome().status()).isEqualTo(3);
    assertThat(report.reasons()).containsExactly("weir drill stop");
  }

  @Test
  void writesOfUnknownOutcome_areResolvedByTheSweep() {
    assertThat(Tapes.recoveringAfter(0).unknownWrite(77, true).report().data())
        .extracting(DataFindings::unknown, DataFindings::unknownApplied)
        .containsExactly(1L, 1L);
    assertThat(Tapes.recoveringAfter(0).unknownWrite(77, false).report().data())
        .extracting(DataFindings::unknown, DataFindings::unknownApplied)
        .containsExactly(1L, 0L);
  }

  @Test
  void breakers_areCounted() {
    DrillReport report =
        Tapes.recoveringAfter(0)
            .moving(-1, "eu: closed → open: before the fault")
            .moving(0.5, "eu: closed → open: half of the calls failed; not closed → open before")
            .moving(3, "eu: open → half-open: it answers")
            .moving(11, "eu: returning → closed: all are back")
            .report();
    assertThat(report.openings()).isEqualTo(1);
    assertThat(report.closings()).isEqualTo(1);
  }

  private static java.util.List<String> missed(Tapes tapes) {
    DrillReport report = tapes.report();
    assertThat(report.outcome()).isEqualTo(Outcome.DEVIATED);
    return report.bars().stream().filter(bar -> !bar.met()).map(Bar::what).toList();
  }
}
