package dev.weir.node.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private static final long STEP = 100_000_000L;

  private final BackOff backOff = new BackOff(new Random(1));
  private long now = Long.MAX_VALUE - STEP;

  /** So many seconds of a hundred requests, of which so many are refused. */
  private void refuse(int ofTen, int seconds) {
    for (int i = 0; i < 100 * seconds; i++) {
      backOff.decided(now, i % 10 >= ofTen);
      now += STEP / 10;
    }
  }

  private Duration meanHint() {
    long sum = 0;
    for (int i = 0; i < 1_000; i++) {
      Duration hint = backOff.hint();
      assertThat(hint).isBetween(BackOff.LEAST, BackOff.MOST);
      sum += hint.toNanos();
    }
    return Duration.ofNanos(sum / 1_000);
  }

  @Test
  void hint_growsWithThePartThatIsRefused() {
    refuse(1, 5);
    assertThat(backOff.pressure()).isCloseTo(0.1, within(0.01));
    Duration little = meanHint();
    refuse(7, 5);
    assertThat(backOff.pressure()).isCloseTo(0.7, within(0.01));
    Duration much = meanHint();
    assertThat(little).isLessThan(Duration.ofMillis(100));
    assertThat(much).isBetween(Duration.ofMillis(400), Duration.ofMillis(1_000));
  }

  @Test
  void pressure_passes() {
    refuse(10, 5);
    assertThat(backOff.pressure()).isGreaterThan(0.99);
    now += 30 * STEP;
    backOff.decided(now, true);
    assertThat(backOff.pressure()).isLessThan(0.01);
  }

  @Test
  void hints_differ() {
    refuse(5, 5);
    Set<Duration> hints = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      hints.add(backOff.hint());
    }
    assertThat(hints).hasSizeGreaterThan(90);
  }
}
