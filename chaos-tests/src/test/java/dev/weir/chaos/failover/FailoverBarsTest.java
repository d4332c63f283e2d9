package dev.weir.chaos.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.history.Timeline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the drills let pass. */
class FailoverBarsTest {

  private static final Bar MET = Bar.none("some", 0);
  private static final Bar MISSED = Bar.none("some", 1);

  @Test
  void bars_holdAtTheirBounds() {
    assertThat(Bar.atMost("some", 2, 2).met()).isTrue();
    assertThat(Bar.atMost("some", 3, 2).met()).isFalse();
    assertThat(Bar.withinMillis("some", 1_000, 1_000).met()).isTrue();
    assertThat(Bar.withinMillis("some", 1_001, 1_000).met()).isFalse();
    assertThat(Bar.ratio("some", 1.3, 1.3, "").met()).isTrue();
    assertThat(Bar.ratio("some", 1.31, 1.3, "").met()).isFalse();
    assertThat(Bar.ratio("some", Double.NaN, 1.3, "").met()).isFalse();
  }

  @Test
  void finding_isMet_ifItProvesSomething_andAllBarsAre() {
    assertThat(finding(List.of(), MET, MET).isMet()).isTrue();
    assertThat(finding(List.of(), MET, MISSED).isMet()).isFalse();
    assertThat(finding(List.of()).isMet()).isFalse();
    assertThat(finding(List.of("the fault did not fire"), MET).isMet()).isFalse();
    assertThat(Finding.impossible(Scenario.LINK_CUT, "no namespaces").isMet()).isFalse();
  }

  @Test
  void scenarios_areCalledByTheirWords() {
    for (Scenario scenario : Scenario.values()) {
      assertThat(Scenario.of(scenario.word())).contains(scenario);
    }
    assertThat(Scenario.of("database-killed")).contains(Scenario.DATABASE_KILLED);
    assertThat(Scenario.of("DATABASE_KILLED")).isEmpty();
  }

  @Test
  void cut_isComparedWithBeforeAndAfter_ifTheseAgree() {
    assertThat(cut(10, 11, 10).ratio()).isEqualTo(1.1);
    assertThat(cut(10, 11, 12).ratio()).isEqualTo(1);
    assertThat(cut(10, 30, 12).isFair()).isTrue();
    assertThat(cut(30, 11, 10).isFair()).isFalse();
    assertThat(cut(10, 11, 30).isFair()).isFalse();
  }

  private static LinkCut.Comparison cut(double before, double during, double after) {
    return new LinkCut.Comparison(p99(before), p99(during), p99(after));
  }

  private static Stretch p99(double millis) {
    return new Stretch(100, 0, 0, 0, 1, millis, millis, Map.of());
  }

  private static Finding finding(List<String> invalid, Bar... bars) {
    return new Finding(
        Scenario.DATABASE_KILLED,
        invalid,
        List.of(bars),
        List.of(),
        new Timeline(List.of()),
        List.of());
  }
}
