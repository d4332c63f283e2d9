package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  /** Near its end, where careless arithmetic wraps. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);

  private final Ticker ticker = now::get;

  @Test
  void left_runsDown_acrossTheTickersWrap() {
    Deadline deadline = Deadline.in(Duration.ofMillis(5), ticker);
    assertThat(deadline.leftNanos(ticker)).isEqualTo(5_000_000);
    now.addAndGet(4_999_999);
    assertThat(deadline.hasPassed(ticker)).isFalse();
    now.addAndGet(1);
    assertThat(deadline.hasPassed(ticker)).isTrue();
    now.addAndGet(10);
    assertThat(deadline.leftNanos(ticker)).isEqualTo(-10);
  }

  @Test
  void moreThanTheMost_countsAsTheMost() {
    assertThat(Deadline.in(Duration.ofDays(300_000), ticker).leftNanos(ticker))
        .isEqualTo(Deadline.MAX.toNanos());
  }

  @Test
  void timeoutOfZeroOrLess_hasPassed() {
    assertThat(Deadline.in(Duration.ZERO, ticker).hasPassed(ticker)).isTrue();
    assertThat(Deadline.in(Duration.ofSeconds(-1), ticker).hasPassed(ticker)).isTrue();
  }
}
