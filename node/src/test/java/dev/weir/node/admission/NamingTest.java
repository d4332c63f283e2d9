package dev.weir.node.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageId;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class NamingTest {

  private static final long NOW_MILLIS = 1_700_000_000_000L;

  private final HybridClock clock =
      new HybridClock(InstantSource.fixed(Instant.ofEpochMilli(NOW_MILLIS)));
  private final Naming naming =
      new Naming(clock, new MessageNamer(clock, 3, 9), Duration.ofSeconds(60));

  @Test
  void name_sortsAfterWhatTheClientHasSeen() {
    MessageId seen = MessageId.of(NOW_MILLIS + 5_000, 7, 510, 1_023);
    assertThat(naming.apply(seen.unixMicros())).isGreaterThan(seen);
    assertThat(naming.apply(0)).isGreaterThan(seen);
  }

  @Test
  void clockOfTheFuture_isRefused_andDoesNotDragTheNode() {
    long farMicros = (NOW_MILLIS + 61_000) * 1_000;
    assertThatThrownBy(() -> naming.apply(farMicros))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMESTAMP_IN_FUTURE))
        .hasMessageContaining("61000 ms ahead");
    assertThat(naming.apply(0).unixMillis()).isEqualTo(NOW_MILLIS);
  }
}
