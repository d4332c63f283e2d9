package dev.weir.chaos.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentTest {

  private final Recent recent = new Recent(Duration.ofSeconds(10));

  @Test
  void aRegionIsBack_afterASecondOfItsOwnAnswers() {
    ask(0, 2_000, 1);
    ask(2_000, 2_600, 0);
    assertThat(isAtHome(2_600)).isFalse();
    ask(2_600, 3_100, 0);
    assertThat(isAtHome(3_100)).isTrue();
  }

  @Test
  void whereNobodyAsks_nobodyIsAtHome() {
    ask(0, 1_000, 0);
    assertThat(isAtHome(5_000)).isFalse();
  }

  @Test
  void whatIsOld_isForgotten() {
    ask(0, 20_000, 0);
    assertThat(recent.stretch(0, 0, nanos(5_000)).operations()).isZero();
    assertThat(recent.stretch(0, nanos(15_000), nanos(20_000)).operations()).isEqualTo(100);
    assertThat(recent.stretch(1, nanos(15_000), nanos(20_000)).operations()).isZero();
  }

  private boolean isAtHome(long atMillis) {
    return recent.isAtHome(0, nanos(atMillis));
  }

  /** Each 50 ms, answered by a region. */
  private void ask(long fromMillis, long toMillis, int by) {
    for (long at = fromMillis; at < toMillis; at += 50) {
      recent.add(
          new Operation(
              1,
              0,
              Action.Read.UNANSWERED,
              Outcome.OK,
              new Span(nanos(at), nanos(at + 5)),
              new Terms(0, ReadLevel.SESSION, Durability.REGION),
              new Told(by, Optional.empty(), Optional.empty())));
    }
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
