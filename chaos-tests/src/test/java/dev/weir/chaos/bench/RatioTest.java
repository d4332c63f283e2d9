package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

  @Test
  void median_isInTheMiddle() {
    assertThat(new Ratio(List.of(3.0, 1.0, 2.0), 2).median()).isEqualTo(2);
    assertThat(new Ratio(List.of(4.0, 1.0, 2.0, 3.0), 2).median()).isEqualTo(2.5);
  }

  @Test
  void target_isMetByTheMedian() {
    assertThat(new Ratio(List.of(0.1, 0.8, 9.0), 0.8).isMet()).isTrue();
    assertThat(new Ratio(List.of(0.1, 0.79, 9.0), 0.8).isMet()).isFalse();
  }
}
