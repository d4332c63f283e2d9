package dev.weir.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.observed.Period;
import dev.weir.chaos.observed.Recovery;
import dev.weir.chaos.observed.SingleFault;
import dev.weir.chaos.observed.Storm;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** I12, I15, I19: how callers fare in stretches of time; seconds, a thousand operations in each. */
class CallersCheckTest {

  private static final int HOT = 9;

  private final Ops ops = new Ops();

  @Test
  void wellAgainInTime_isFine_whateverWasBefore() {
    recovered(Map.of("eu-1 flights", 0L));
    second(0, 0, 1_000, 0, 5);
    second(1, 0, 100, 900, 5);
    second(3, 0, 1_000, 1, 5);
    ops.assertClean(Invariant.RECOVERED);
  }

  @Test
  void stillFailing_isNotRecovered() {
    recovered(Map.of());
    second(0, 0, 1_000, 0, 5);
    second(3, 0, 1_998, 2, 5);
    ops.assertClean(Invariant.RECOVERED);
    second(3, 0, 0, 1, 5);
    ops.assertViolates(Invariant.RECOVERED);
  }

  @Test
  void fewerAnswersThanBefore_isNotRecovered_beyondWhatChanceMayDo() {
    recovered(Map.of());
    second(0, 0, 10_000, 0, 5);
    second(3, 0, 9_200, 0, 5);
    ops.assertClean(Invariant.RECOVERED);
    Ops fewer = new CallersCheckTest().fewer();
    fewer.assertViolates(Invariant.RECOVERED);
  }

  private Ops fewer() {
    recovered(Map.of());
    second(0, 0, 10_000, 0, 5);
    second(3, 0, 9_000, 0, 5);
    return ops;
  }

  @Test
  void silence_isNotRecovered() {
    recovered(Map.of());
    second(0, 0, 1_000, 0, 5);
    ops.assertViolates(Invariant.RECOVERED);
  }

  @Test
  void queueThatIsNotEmptyInTheEnd_isNotRecovered() {
    recovered(Map.of("eu-1 flights", 1L));
    ops.assertViolates(Invariant.RECOVERED);
  }

  @Test
  void others_mayTakeTwiceAsLong_besideAStorm() {
    storm();
    second(0, 1, 1_000, 0, 5);
    second(1, 1, 1_000, 1, 10);
    second(1, HOT, 100, 1_000, 500);
    ops.assertClean(Invariant.STORM);
    second(1, 1, 20, 0, 11);
    ops.assertViolates(Invariant.STORM);
  }

  @Test
  void others_mayHardlyFail_besideAStorm() {
    storm();
    second(0, 1, 1_000, 0, 5);
    second(1, 1, 1_000, 2, 5);
    ops.assertViolates(Invariant.STORM);
  }

  @Test
  void tooFewOperations_proveNothing_butAreCounted() {
    storm();
    second(0, 1, 999, 0, 5);
    second(1, 1, 900, 99, 50);
    ops.assertUnjudged(Invariant.STORM);
    assertThat(ops.verdict().isClean()).isTrue();
    assertThat(ops.verdict().shares().get(Invariant.STORM)).isEqualTo(new Share(999, 99));
  }

  @Test
  void untouchedChannels_hardlyFail() {
    ops.seen.disturbed(new SingleFault("F1 eu-2", seconds(1, 2), Map.of(0, Set.of(1, 2))));
    second(1, 1, 1_000, 1, 5);
    second(1, 3, 0, 1_000, 5);
    second(2, 1, 0, 1_000, 5);
    ops.assertClean(Invariant.UNTOUCHED);
    second(1, 2, 0, 1, 5);
    ops.assertViolates(Invariant.UNTOUCHED);
  }

  @Test
  void whatNeedsEveryRegion_isTouchedByAnyFault_andSoAreOtherHomes() {
    ops.seen.disturbed(new SingleFault("F23 us", seconds(1, 2), Map.of(0, Set.of(1))));
    second(1, 1, 1_000, 0, 5);
    for (int i = 0; i < 100; i++) {
      failed(new Terms(0, ReadLevel.STRONG, Durability.REGION));
      failed(new Terms(0, ReadLevel.SESSION, Durability.EVERY_REGION));
      failed(new Terms(1, ReadLevel.SESSION, Durability.REGION));
    }
    ops.assertClean(Invariant.UNTOUCHED);
  }

  private void failed(Terms terms) {
    ops.add(
        new Operation(
            1,
            1,
            Action.Read.UNANSWERED,
            Outcome.FAILED,
            Histories.span(1_100, 1_101),
            terms,
            Told.NOTHING));
  }

  /** Second 0 was before the faults, which were healed at 2; well from 3 on; over at 4. */
  private void recovered(Map<String, Long> queues) {
    ops.seen.recovered(
        new Recovery(
            seconds(0, 1),
            seconds(2, 2).fromNanos(),
            Duration.ofSeconds(1),
            seconds(4, 4).fromNanos(),
            queues));
  }

  private void storm() {
    ops.seen.stormed(new Storm(HOT, seconds(0, 1), seconds(1, 2)));
  }

  private static Period seconds(long from, long to) {
    return new Period(from * 1_000_000_000, to * 1_000_000_000);
  }

  private void second(int second, int channel, int answered, int failed, long millis) {
    for (int i = 0; i < answered + failed; i++) {
      long from = second * 1_000L + i % 1_000;
      ops.add(
          new Operation(
              1,
              channel,
              Action.Read.UNANSWERED,
              i < answered ? Outcome.OK : Outcome.FAILED,
              Histories.span(from, from + millis)));
    }
  }
}
