package dev.weir.node.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComebackTest {

  private static final long SECOND = 1_000_000_000L;

  private final Comeback comeback = new Comeback(Duration.ofSeconds(2));

  @Test
  void aQuarter_aHalf_all_aSecondEach() {
    comeback.leave(0);
    assertThat(comeback.mayReturn(2 * SECOND - 1)).isFalse();
    assertThat(comeback.mayReturn(2 * SECOND)).isTrue();
    comeback.begin(5 * SECOND);
    assertThat(comeback.share(5 * SECOND)).isEqualTo(25);
    assertThat(comeback.share(6 * SECOND - 1)).isEqualTo(25);
    assertThat(comeback.share(6 * SECOND)).isEqualTo(50);
    assertThat(comeback.share(7 * SECOND)).isEqualTo(100);
    assertThat(comeback.share(7_000 * SECOND)).isEqualTo(100);
  }

  @Test
  void relapses_doubleTheHoldDown_upToThirtySeconds() {
    long now = 0;
    comeback.leave(now);
    for (int seconds : new int[] {4, 8, 16, 30, 30}) {
      now += 40 * SECOND;
      comeback.begin(now);
      now += SECOND;
      comeback.leave(now);
      assertThat(comeback.holdDown()).isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void aMinuteOfHealth_forgivesAll() {
    comeback.leave(0);
    comeback.begin(3 * SECOND);
    comeback.leave(4 * SECOND);
    assertThat(comeback.holdDown()).isEqualTo(Duration.ofSeconds(4));
    comeback.begin(10 * SECOND);
    comeback.leave(72 * SECOND);
    assertThat(comeback.holdDown()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void firstTime_isNoRelapse_whateverTheClockSays() {
    comeback.leave(-5 * SECOND);
    assertThat(comeback.holdDown()).isEqualTo(Duration.ofSeconds(2));
  }
}
