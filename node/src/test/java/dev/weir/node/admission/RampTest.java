package dev.weir.node.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RampTest {

  private static final int LIMIT = 100;
  private static final long SECOND = 1_000_000_000L;

  /** Near the end of what a ticker can say: only differences mean anything. */
  private static final long BEGIN = Long.MAX_VALUE - 2 * SECOND;

  private final Ramp ramp = new Ramp(0.8);

  private boolean admits(double second, int inFlight) {
    return ramp.admits(BEGIN + (long) (second * SECOND), inFlight, LIMIT);
  }

  @Test
  void flood_entersByDoublingSteps_upToItsPart() {
    assertThat(admits(0, 19)).isTrue();
    assertThat(admits(0.9, 20)).isFalse();
    assertThat(admits(1.0, 39)).isTrue();
    assertThat(admits(1.9, 40)).isFalse();
    assertThat(admits(2.0, 79)).isTrue();
    assertThat(admits(9.9, 80)).isFalse();
  }

  @Test
  void trickle_doesNotOpenTheGate() {
    for (int second = 0; second < 100; second++) {
      assertThat(admits(second, 1)).isTrue();
    }
    assertThat(admits(100, 20)).isFalse();
  }

  @Test
  void nothingForHalfAMinute_beginsAnew() {
    admits(0, 50);
    admits(1, 50);
    admits(2, 50);
    assertThat(admits(31.9, 79)).isTrue();
    assertThat(admits(61.9, 20)).isFalse();
  }

  @Test
  void steadyWork_isNeverTurnedAway() {
    for (int second = 0; second < 20; second++) {
      admits(second, 30);
    }
    for (int second = 20; second < 200; second++) {
      assertThat(admits(second, 30)).isTrue();
    }
  }

  @Test
  void lessForHalfAMinute_halvesTheShare() {
    for (int second = 0; second < 5; second++) {
      admits(second, 70);
    }
    assertThat(ramp.share()).isCloseTo(0.8, within(1e-9));
    for (int second = 5; second < 40; second++) {
      admits(second, 5);
    }
    assertThat(ramp.share()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void tinyLimit_stillLetsOneIn() {
    assertThat(ramp.admits(BEGIN, 0, 1)).isTrue();
    assertThat(ramp.admits(BEGIN, 1, 1)).isFalse();
  }
}
