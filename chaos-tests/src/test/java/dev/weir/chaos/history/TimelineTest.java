package dev.weir.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Degraded;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Told HOME = new Told(0, Optional.empty(), Optional.empty());
  private static final Told AWAY = new Told(1, Optional.empty(), Optional.empty());
  private static final Told DEGRADED =
      new Told(1, Optional.of(new Degraded(Degraded.Reason.OTHER_REGION, 0, 1)), Optional.empty());

  private final RecordedHistory history = new RecordedHistory();

  @Test
  void stretch_countsWhatBeganInIt() {
    add(0, 999, 1_009, HOME);
    add(0, 1_000, 1_010, HOME);
    add(0, 1_500, 1_530, AWAY);
    add(0, 1_999, 5_999, DEGRADED);
    add(0, 1_001, 1_021, Told.failed(ErrorCode.UNAVAILABLE));
    add(0, 2_000, 2_010, HOME);
    Stretch stretch = Stretch.of(history, nanos(1_000), nanos(2_000), each -> true);
    assertThat(stretch)
        .isEqualTo(new Stretch(3, 1, 1, 2, 20, 4_000, 4_000, Map.of(ErrorCode.UNAVAILABLE, 1L)));
    assertThat(stretch.operations()).isEqualTo(4);
    assertThat(stretch.awayShare()).isEqualTo(2 / 3.0);
  }

  @Test
  void stretch_withoutOperations_isEmpty() {
    Stretch none = Stretch.of(history, 0, nanos(1_000), each -> true);
    assertThat(none.operations()).isZero();
    assertThat(none.p99Millis()).isZero();
    assertThat(none.awayShare()).isZero();
  }

  @Test
  void takeOvers_areNoRequests() {
    history.add(
        new Operation(
            1, Operation.EVERY_CHANNEL, new Action.TakeOver(2), Outcome.OK, new Span(1, 1)));
    assertThat(Stretch.of(history, 0, nanos(1_000), each -> true).operations()).isZero();
    assertThat(Timeline.of(history, 0).seconds()).isEmpty();
  }

  @Test
  void needsOneRegion_neitherStrongNorEverywhere() {
    assertThat(Stretch.needsOneRegion(asked(ReadLevel.SESSION, Durability.REGION))).isTrue();
    assertThat(Stretch.needsOneRegion(asked(ReadLevel.EVENTUAL, Durability.REGION))).isTrue();
    assertThat(Stretch.needsOneRegion(asked(ReadLevel.STRONG, Durability.REGION))).isFalse();
    assertThat(Stretch.needsOneRegion(asked(ReadLevel.SESSION, Durability.EVERY_REGION))).isFalse();
  }

  @Test
  void timeline_hasALineForEachSecondAndHome() {
    add(1, 1_500, 1_510, AWAY);
    add(0, 1_200, 1_210, HOME);
    add(0, 900, 910, HOME);
    List<String> lines = Timeline.of(history, nanos(1_000)).lines(List.of("eu", "us"));
    assertThat(lines)
        .containsExactly(
            "  -1 s  eu   1 ops p50 10.0 ms p99 10.0 ms max 10 ms, failed 0, degraded 0, away 0 %",
            "  +0 s  eu   1 ops p50 10.0 ms p99 10.0 ms max 10 ms, failed 0, degraded 0, away 0 %",
            "  +0 s  us   1 ops p50 10.0 ms p99 10.0 ms max 10 ms, failed 0, degraded 0, away 0 %");
  }

  private void add(int home, long fromMillis, long toMillis, Told told) {
    history.add(
        new Operation(
            1,
            0,
            Action.Read.UNANSWERED,
            told.failure().isEmpty() ? Outcome.OK : Outcome.UNKNOWN,
            new Span(nanos(fromMillis), nanos(toMillis)),
            new Terms(home, ReadLevel.SESSION, Durability.REGION),
            told));
  }

  private static Operation asked(ReadLevel level, Durability durability) {
    return new Operation(
        1,
        0,
        Action.Read.UNANSWERED,
        Outcome.OK,
        new Span(0, 1),
        new Terms(0, level, durability),
        Told.NOTHING);
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }
}
