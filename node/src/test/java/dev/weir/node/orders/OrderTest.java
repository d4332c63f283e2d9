package dev.weir.node.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Region EU = new Region("eu");

  private final Order order = evacuation(List.of(1, 25, 75, 100), Duration.ofSeconds(30));

  @ParameterizedTest
  @CsvSource({
    // seconds since, share
    "-5, 1",
    "0, 1",
    "29, 1",
    "30, 25",
    "59, 25",
    "60, 75",
    "90, 100",
    "7199, 100",
    "7200, 0",
    "90000, 0"
  })
  void share_growsStepByStep_untilItExpires(long since, int share) {
    assertThat(order.awayShare(NOON.plusSeconds(since))).isEqualTo(share);
  }

  @Test
  void stepsOfNoTime_areTheLastAtOnce() {
    assertThat(evacuation(List.of(1, 60), Duration.ZERO).awayShare(NOON)).isEqualTo(60);
  }

  @Test
  void lost_untilItExpires_andSendsNothingAway() {
    Order lost =
        new Order(EU, 3, new Order.Lost(), 1, NOON, Optional.of(NOON.plusSeconds(10)), "me");
    assertThat(lost.isLost(NOON)).isTrue();
    assertThat(lost.isLost(NOON.plusSeconds(10))).isFalse();
    assertThat(lost.awayShare(NOON)).isZero();
    assertThat(order.isLost(NOON)).isFalse();
  }

  @Test
  void evacuation_mustExpire() {
    assertThatThrownBy(() -> new Order(EU, 0, order.what(), 1, NOON, Optional.empty(), "me"))
        .hasMessageContaining("must expire");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {"0", "101", "50,25", "''"})
  void stepsThatMakeNoSense_areRefused(String steps) {
    List<Integer> shares =
        steps.isEmpty()
            ? List.of()
            : List.of(steps.split(",")).stream().map(Integer::valueOf).toList();
    assertThatThrownBy(() -> new Order.Evacuate(shares, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Order evacuation(List<Integer> steps, Duration each) {
    return new Order(
        EU,
        0,
        new Order.Evacuate(steps, each),
        1,
        NOON,
        Optional.of(NOON.plus(Duration.ofHours(2))),
        "me");
  }
}
