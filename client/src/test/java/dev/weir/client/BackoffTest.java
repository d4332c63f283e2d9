package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration MIN = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofSeconds(3);

  @Test
  void bound_doublesUpToTheMost() {
    // A generator that always draws the highest number that it may.
    RandomGenerator highest =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return -1;
          }

          @Override
          public long nextLong(long bound) {
            return bound - 1;
          }
        };
    Backoff backoff = new Backoff(MIN, MAX, highest);
    assertThat(IntStream.rangeClosed(1, 8).mapToLong(i -> millis(backoff.pauseNanos(i))))
        .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_000L, 3_000L, 3_000L);
    assertThat(millis(backoff.pauseNanos(Integer.MAX_VALUE))).isEqualTo(3_000);
  }

  @Test
  void longestOfAll_doesNotOverflow() {
    Duration minute = Duration.ofSeconds(60);
    Backoff backoff = new Backoff(minute, minute, new SplittableRandom(1));
    for (int failures = 1; failures < 100; failures++) {
      assertThat(backoff.pauseNanos(failures)).isBetween(0L, minute.toNanos());
    }
  }

  @Test
  void jitter_isFull() {
    Backoff backoff = new Backoff(MIN, MAX, new SplittableRandom(1));
    Set<Long> tenths =
        LongStream.generate(() -> backoff.pauseNanos(1))
            .limit(1_000)
            .mapToObj(pause -> millis(pause) / 10)
            .collect(Collectors.toSet());
    assertThat(tenths).contains(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
