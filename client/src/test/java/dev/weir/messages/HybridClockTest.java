package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HybridClockTest {

  private final AtomicLong wallMillis = new AtomicLong(1_700_000_000_000L);
  private final HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(wallMillis.get()));

  @Test
  void next_neverStands() {
    long first = clock.nextMicros();
    assertThat(first).isEqualTo(1_700_000_000_000_000L);
    assertThat(clock.nextMicros()).isEqualTo(first + 1);
  }

  @Test
  void next_neverRunsBack_whenTheWallDoes() {
    long before = clock.nextMicros();
    wallMillis.addAndGet(-3_600_000);
    assertThat(clock.nextMicros()).isEqualTo(before + 1);
  }

  @Test
  void next_followsTheWall() {
    clock.nextMicros();
    wallMillis.addAndGet(5);
    assertThat(clock.nextMicros()).isEqualTo(1_700_000_000_005_000L);
  }

  @Test
  void next_isLaterThanWhatWasSeen() {
    clock.observe(1_700_000_009_000_000L);
    assertThat(clock.nextMicros()).isEqualTo(1_700_000_009_000_001L);
    clock.observe(5);
    assertThat(clock.nextMicros()).isEqualTo(1_700_000_009_000_002L);
  }

  @Test
  void next_afterAnId_liesBeyondItsMillisecond() {
    MessageId seen = MessageId.of(1_700_000_000_500L, 7, 511, 1_023);
    clock.observe(seen);
    assertThat(clock.nextMicros() / 1_000).isGreaterThan(seen.unixMillis());
  }

  @Test
  void latest_doesNotAdvance() {
    clock.observe(1_700_000_009_000_000L);
    assertThat(clock.latestMicros()).isEqualTo(1_700_000_009_000_000L);
    assertThat(clock.latestMicros()).isEqualTo(1_700_000_009_000_000L);
    assertThat(clock.wallMicros()).isEqualTo(1_700_000_000_000_000L);
  }
}
