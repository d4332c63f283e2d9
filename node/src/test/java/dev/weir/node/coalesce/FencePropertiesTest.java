package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.store.ModelContract;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens in whatever order: no session reads backwards or misses its own writes, every
 * page is one that the channel could show, and everybody is answered. The mistakes that others have
 * made are found in the same way.
 */
class FencePropertiesTest {

  private static final int RUNS = 4_000;

  @Test
  void ours_keepsItsPromises() {
    long seed =
        Long.getLong(ModelContract.SEED_PROPERTY, ThreadLocalRandom.current().nextLong(1L << 48));
    System.out.println(
        "ours_keepsItsPromises: -D" + ModelContract.SEED_PROPERTY + "=" + seed + ", and following");
    for (long run = seed; run < seed + RUNS; run++) {
      RandomGenerator dice = new SplittableRandom(run);
      OurDesign design = new OurDesign(anySettings(dice));
      assertThat(FenceMachine.firstWrong(dice, design)).as("seed %d", run).isEmpty();
    }
  }

  /** So few flights and followers that every limit is met now and then. */
  private static FlightSettings anySettings(RandomGenerator dice) {
    return new FlightSettings(
        Duration.ofMillis(20 + dice.nextInt(400)),
        1 + dice.nextInt(6),
        4 + dice.nextInt(20),
        4 + dice.nextInt(60),
        1 + dice.nextInt(8),
        64);
  }

  @Test
  void withoutMistakes_theNaiveOneKeepsThem_too() {
    assertThat(firstWrong(NaiveDesign.Flaw.NONE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = NaiveDesign.Flaw.class,
      names = {
        "NO_FENCE",
        "TOKENS_IGNORED",
        "TOKENS_NOT_SENT_ON",
        "TOKEN_OF_THE_START",
        "KEY_TOO_COARSE",
        "SENT_ON_IN_CIRCLES"
      })
  void eachKnownMistake_isFound(NaiveDesign.Flaw flaw) {
    assertThat(firstWrong(flaw)).isPresent();
  }

  private static Optional<String> firstWrong(NaiveDesign.Flaw flaw) {
    return LongStream.range(0, RUNS)
        .mapToObj(run -> FenceMachine.firstWrong(new SplittableRandom(run), new NaiveDesign(flaw)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
