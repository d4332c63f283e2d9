package dev.weir.node.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageId;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerLease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamingTest {

  private static final long NOW_MILLIS = 1_700_000_000_000L;

  private final HybridClock clock =
      new HybridClock(InstantSource.fixed(Instant.ofEpochMilli(NOW_MILLIS)));
  private final MessageNamer namer = new MessageNamer(clock, () -> 0);
  private final Naming naming = new Naming(clock, namer, Duration.ofSeconds(60));

  @BeforeEach
  void lease() {
    lease(NOW_MILLIS - 60_000, NOW_MILLIS + 60_000);
  }

  private void lease(long fromMillis, long untilMillis) {
    WorkerLease lease = new WorkerLease(3, 9, fromMillis * 1_000, untilMillis * 1_000);
    namer.hold(lease, new Deadline(Long.MAX_VALUE));
  }

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

  @Test
  void withoutALease_nothingIsNamed_untilThereIsOne() {
    lease(NOW_MILLIS - 2, NOW_MILLIS - 1);
    assertThatThrownBy(() -> naming.apply(0))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    lease(NOW_MILLIS - 1, NOW_MILLIS + 60_000);
    assertThat(naming.apply(0).worker()).isEqualTo(9);
  }
}
