package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.bench.OpenLoad.Outcome;
import dev.weir.chaos.bench.OverloadBench.Result;
import dev.weir.chaos.bench.OverloadBench.Trial;
import org.junit.jupiter.api.Test;

/** What the bench of overload lets pass. */
class OverloadBarsTest {

  private static final double PEAK = 1_000;
  private static final Trial BAD = trial(0, 0, 1);

  @Test
  void eachBar_isABar() {
    assertThat(isMet(trial(800, 95, 0.1))).isTrue();
    assertThat(isMet(trial(799, 100, 0))).isFalse();
    assertThat(isMet(trial(1_000, 94, 0))).isFalse();
    assertThat(isMet(trial(1_000, 100, 0.11))).isFalse();
  }

  private static boolean isMet(Trial adaptive) {
    return new Result(PEAK, adaptive, BAD).isMet();
  }

  private static Trial trial(long during, long settled, double repeated) {
    return new Trial(outcome(3_000, during), outcome(100, 0), outcome(100, settled), repeated, 100);
  }

  private static Outcome outcome(long offered, long good) {
    return new Outcome(offered, good, 0, offered - good, 0, 1, 10);
  }
}
