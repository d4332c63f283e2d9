package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.bench.BurstTrial.Bursts;
import dev.weir.chaos.checker.Verdict.Seen;
import dev.weir.messages.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the bench of flights lets pass. */
class FlightsBarsTest {

  private static final Seen ENOUGH = new Seen(700, 700, 10, 10, 10, 0, 0);

  @Test
  void burst_mustBeWhole_andCheap() {
    assertThat(burst(10, Map.of(), 3).isMet()).isTrue();
    assertThat(burst(10, Map.of(), 4).isMet()).isFalse();
    assertThat(burst(9, Map.of(), 3).isMet()).isFalse();
    assertThat(burst(10, Map.of(ErrorCode.OVERLOADED, 1), 3).isMet()).isFalse();
  }

  @Test
  void storm_mayDoubleWhatItIsWithoutIt() {
    assertThat(storm(10, 30, 20, 0.001).isMet()).isTrue();
    assertThat(storm(10, 31, 20, 0).isMet()).isFalse();
    assertThat(storm(10, 10, 10, 0.002).isMet()).isFalse();
  }

  @Test
  void sessions_mayViolateNothing_andMustHaveLooked() {
    assertThat(sessions(0, 0, ENOUGH).isMet()).isTrue();
    assertThat(sessions(1, 0, ENOUGH).isMet()).isFalse();
    assertThat(sessions(0, 2, ENOUGH).isMet()).isFalse();
    assertThat(sessions(0, 0, new Seen(700, 700, 0, 10, 10, 0, 0)).isMet()).isFalse();
    assertThat(sessions(0, 0, new Seen(700, 700, 10, 0, 10, 0, 0)).isMet()).isFalse();
    assertThat(sessions(0, 0, new Seen(700, 700, 10, 10, 0, 0, 0)).isMet()).isFalse();
  }

  private static Bursts burst(long cameIn, Map<ErrorCode, Integer> failed, long queries) {
    return new Bursts(List.of(new Burst.Cost("some", 10, cameIn, failed, queries, 0)), 3);
  }

  private static StormTrial.Result storm(
      double before, double during, double after, double errors) {
    return new StormTrial.Result(before, during, after, errors, 1, 1);
  }

  private static SessionTrial.Result sessions(long violated, long failed, Seen seen) {
    return new SessionTrial.Result(1_000, 1, failed, violated, seen, Map.of());
  }
}
