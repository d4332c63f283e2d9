package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FarLimitTest {

  private long nowNanos;
  private final FarLimit limit = new FarLimit(() -> nowNanos);

  @Test
  void growsWhileItIsUsed_andAnswersCome() {
    int first = enterAll();
    for (int i = 0; i < first; i++) {
      limit.answered();
    }
    assertThat(limit.limit()).isGreaterThan(first).isLessThanOrEqualTo(2 * first);
    int grown = limit.limit();
    for (int i = 0; i < 1_000; i++) {
      assertThat(limit.enter()).isTrue();
      limit.answered();
    }
    assertThat(limit.limit()).as("one at a time needs no more").isEqualTo(grown);
  }

  @Test
  void hasABound() {
    for (int round = 0; round < 200; round++) {
      int taken = enterAll();
      for (int i = 0; i < taken; i++) {
        limit.answered();
      }
    }
    assertThat(limit.limit()).isEqualTo(512);
  }

  @Test
  void regionThatIsAway_holdsAFewPlacesOnly() {
    int stuck = 0;
    for (int round = 0; round < 100; round++) {
      int taken = enterAll();
      stuck = Math.max(stuck, taken);
      for (int i = 0; i < taken; i++) {
        limit.unanswered();
      }
      nowNanos += 10_000_000;
    }
    assertThat(stuck).as("the first ones").isEqualTo(16);
    assertThat(enterAll()).as("while the database holds them").isZero();
    nowNanos += 5_000_000_000L;
    assertThat(enterAll()).as("then a few again").isEqualTo(4);
  }

  @Test
  void refusal_freesThePlaceAtOnce() {
    int taken = enterAll();
    for (int i = 0; i < taken; i++) {
      limit.refused();
    }
    assertThat(enterAll()).isEqualTo(4);
  }

  /** A burst of readers, minutes after a short outage at whose end nobody had asked. */
  @Test
  void fewAnswersAfterAnOutage_letABurstInAgain() {
    for (int i = 0; i < 10; i++) {
      limit.enter();
      limit.refused();
    }
    for (int i = 0; i < 2; i++) {
      limit.enter();
      limit.answered();
    }
    assertThat(enterAll()).as("as many as at first").isEqualTo(16);
  }

  @Test
  void outageLongAgo_isForgiven() {
    for (int i = 0; i < 10; i++) {
      limit.enter();
      limit.refused();
    }
    nowNanos += 8_000_000_000L;
    assertThat(enterAll()).isEqualTo(16);
  }

  private int enterAll() {
    int taken = 0;
    while (limit.enter()) {
      taken++;
    }
    return taken;
  }
}
