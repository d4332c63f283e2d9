package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatienceTest {

  @Test
  void pauses_growUpToTheirMaximum_andHonourTheNode() {
    Patience patience = new Patience(9, Duration.ofMillis(100), Duration.ofSeconds(1));
    SplittableRandom chance = new SplittableRandom(3);

    assertThat(patience.pause(1, Duration.ZERO, chance)).isBetween(ms(50), ms(100));
    assertThat(patience.pause(3, Duration.ZERO, chance)).isBetween(ms(200), ms(400));
    assertThat(patience.pause(60, Duration.ZERO, chance)).isBetween(ms(500), ms(1_000));
    assertThat(patience.pause(1, ms(7_000), chance)).isEqualTo(ms(7_000));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
