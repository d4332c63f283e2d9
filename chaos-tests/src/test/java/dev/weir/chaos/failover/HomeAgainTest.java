package dev.weir.chaos.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An operation every ten milliseconds, which home answers or another region. */
class HomeAgainTest {

  private final RecordedHistory history = new RecordedHistory();
  private final HomeAgain home = new HomeAgain(history, 0);

  @Test
  void back_fromTheFirstSecondOn_thatIsAllOfHome() {
    answers(0, 2_000, 0);
    answers(2_000, 3_000, 50);
    answers(3_000, 5_000, 100);
    assertThat(home.at(0, nanos(5_000))).hasValue(nanos(3_000));
  }

  @Test
  void halfASecond_isNotBack() {
    answers(0, 2_000, 0);
    answers(2_000, 2_500, 100);
    assertThat(home.at(0, nanos(2_500))).isEmpty();
    answers(2_500, 3_500, 0);
    assertThat(home.at(0, nanos(3_500))).isEmpty();
  }

  @Test
  void silence_isNotBack() {
    answers(0, 1_000, 0);
    assertThat(home.at(nanos(1_000), nanos(5_000))).isEmpty();
  }

  @Test
  void steps_areHalfSecondsOfBoth() {
    answers(0, 1_000, 0);
    answers(1_000, 2_000, 25);
    answers(2_000, 2_500, 50);
    answers(2_500, 4_000, 100);
    assertThat(home.steps(0, nanos(4_000))).isEqualTo(3);
  }

  @Test
  void allAtOnce_isNoStep() {
    answers(0, 1_000, 0);
    answers(1_000, 3_000, 100);
    assertThat(home.steps(0, nanos(3_000))).isZero();
  }

  private void answers(long fromMillis, long toMillis, int percentOfHome) {
    for (long at = fromMillis; at < toMillis; at += 10) {
      boolean isHome = at / 10 * 37 % 100 < percentOfHome;
      history.add(
          new Operation(
              1,
              0,
              Action.Read.UNANSWERED,
              Outcome.OK,
              new Span(nanos(at), nanos(at) + 1),
              Terms.DEFAULT,
              new Told(isHome ? 0 : 1, Optional.empty(), Optional.empty())));
    }
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }
}
