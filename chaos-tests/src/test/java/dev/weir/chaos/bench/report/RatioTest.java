package dev.weir.chaos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

  private static Ratio ratio(Target target, Double... rounds) {
    return new Ratio("P0", "this ÷ that", List.of(rounds), target);
  }

  @Test
  void median_isInTheMiddle() {
    assertThat(ratio(Target.atLeast(2), 3.0, 1.0, 2.0).median()).isEqualTo(2);
    assertThat(ratio(Target.atLeast(2), 4.0, 1.0, 2.0, 3.0).median()).isEqualTo(2.5);
  }

  @Test
  void target_isMetByTheMedian() {
    assertThat(ratio(Target.atLeast(0.8), 0.1, 0.8, 9.0).isMet()).isTrue();
    assertThat(ratio(Target.atLeast(0.8), 0.1, 0.79, 9.0).isMet()).isFalse();
    assertThat(ratio(Target.atMost(1.3), 0.1, 1.3, 9.0).isMet()).isTrue();
    assertThat(ratio(Target.atMost(1.3), 0.1, 1.31, 9.0).isMet()).isFalse();
  }

  @Test
  void target_isNotMetByWhatIsNoNumber() {
    assertThat(ratio(Target.atLeast(0), 0.0 / 0).isMet()).isFalse();
    assertThat(ratio(Target.atMost(1), 0.0 / 0).isMet()).isFalse();
  }

  @Test
  void rounds_areDividedOneByOne() {
    Ratio ratio = Ratio.of("P0", "", List.of(10.0, 30.0), List.of(5.0, 3.0), Target.atLeast(1));
    assertThat(ratio.perRound()).containsExactly(2.0, 10.0);
  }

  @Test
  void rounds_withoutTheOtherSide_areNoRatio() {
    assertThatThrownBy(() -> Ratio.of("P0", "", List.of(1.0, 2.0), List.of(1.0), Target.atLeast(1)))
        .hasMessageContaining("2 rounds against 1");
    assertThatThrownBy(() -> ratio(Target.atLeast(1))).hasMessageContaining("no round");
  }
}
