package dev.weir.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.checker.Losses.Count;
import dev.weir.chaos.checker.Losses.Kind;
import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LossesTest {

  private final Histories history = new Histories();

  @Test
  void missing_isCounted_byDurability_andByWhoAcknowledged() {
    write(10, 0, Outcome.OK, Durability.REGION, 0);
    write(11, 0, Outcome.OK, Durability.REGION, 0);
    write(12, 0, Outcome.OK, Durability.EVERY_REGION, 1);
    Losses losses = of(Map.of(10L, 0));
    assertThat(losses.counts())
        .containsOnly(
            Map.entry(new Kind("region", 0), new Count(2, 1)),
            Map.entry(new Kind("every_region", 1), new Count(1, 1)));
    assertThat(losses.missing()).isEqualTo(2);
    assertThat(losses.acknowledged()).isEqualTo(3);
    assertThat(losses.first()).hasSize(2);
    assertThat(losses)
        .hasToString("every_region by 1: 1 of 1 missing, region by 0: 1 of 2 missing");
  }

  @Test
  void olderVersion_isMissing_newerIsNot() {
    write(10, 2, Outcome.OK, Durability.REGION, 0);
    assertThat(of(Map.of(10L, 1)).missing()).isEqualTo(1);
    assertThat(of(Map.of(10L, 3)).missing()).isZero();
  }

  @Test
  void whatWasNotAcknowledged_isNotMissing() {
    write(10, 0, Outcome.UNKNOWN, Durability.REGION, Told.NOBODY);
    assertThat(of(Map.of()).acknowledged()).isZero();
    assertThat(of(Map.of()).missing()).isZero();
  }

  @Test
  void deleted_isGone_andMustBe() {
    write(10, 0, Outcome.OK, Durability.REGION, 0);
    write(10, Version.DELETED, Outcome.OK, Durability.REGION, 0);
    assertThat(of(Map.of()).missing()).isZero();
    assertThat(of(Map.of(10L, 0)).missing()).isEqualTo(1);
  }

  @Test
  void perhapsDeleted_mayBeGone_orThere() {
    write(10, 0, Outcome.OK, Durability.REGION, 0);
    write(10, Version.DELETED, Outcome.UNKNOWN, Durability.REGION, 0);
    assertThat(of(Map.of()).missing()).isZero();
    assertThat(of(Map.of(10L, 0)).missing()).isZero();
  }

  private Losses of(Map<Long, Integer> there) {
    return Losses.of(history.done(), channel -> there);
  }

  private void write(
      long message, int version, Outcome outcome, Durability durability, int region) {
    history.add(
        new Operation(
            1,
            0,
            new Action.Write(message, version),
            outcome,
            Histories.span(1, 2),
            new Terms(0, ReadLevel.SESSION, durability),
            new Told(region, Optional.empty(), Optional.empty())));
  }
}
