package dev.weir.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.observed.Observations;
import dev.weir.chaos.observed.Sweep;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Runs of a model in which nothing is wrong pass; spoilt in a single place, most do not. */
class WholeRunsTest {

  private static final int SEEDS = 250;
  private static final int OPERATIONS = 300;
  private static final double CAUGHT = 0.6;

  @Test
  void nothingWrong_nothingFound_andAllLookedAt() {
    Map<Invariant, Long> judged = new EnumMap<>(Invariant.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      RegionsModel model = new RegionsModel(seed);
      List<Operation> operations = model.run(OPERATIONS);
      Verdict verdict = check(operations, model.sweeps());
      assertThat(verdict.told()).as("seed " + seed).isEmpty();
      verdict
          .tallies()
          .forEach((invariant, tally) -> judged.merge(invariant, tally.judged(), Long::sum));
    }
    System.out.println("judged " + judged);
    assertThat(
            judged.entrySet().stream().filter(each -> each.getValue() == 0).map(Map.Entry::getKey))
        .containsExactly(
            Invariant.EPOCHS,
            Invariant.MAXIMUM,
            Invariant.RECOVERED,
            Invariant.STORM,
            Invariant.AMPLIFICATION,
            Invariant.SAME_TABLE,
            Invariant.UNTOUCHED);
  }

  @Test
  void oneThingSpoilt_isMostlyFound() {
    Map<Spoiler, int[]> found = new EnumMap<>(Spoiler.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Spoiler spoiler : Spoiler.values()) {
        RegionsModel model = new RegionsModel(seed);
        List<Operation> operations = model.run(OPERATIONS);
        Spoiler.Run run = new Spoiler.Run(operations, model.sweeps());
        Optional<Spoiler.Run> spoilt = spoiler.spoil(run, new SplittableRandom(seed));
        int[] counts = found.computeIfAbsent(spoiler, ignored -> new int[2]);
        if (spoilt.isPresent()) {
          counts[0]++;
          counts[1] += check(spoilt.get().operations(), spoilt.get().sweeps()).isClean() ? 0 : 1;
        }
      }
    }
    int all = 0;
    int caught = 0;
    for (Map.Entry<Spoiler, int[]> each : found.entrySet()) {
      all += each.getValue()[0];
      caught += each.getValue()[1];
      System.out.printf("%s: %d of %d%n", each.getKey(), each.getValue()[1], each.getValue()[0]);
      assertThat(each.getValue()[1]).as(each.getKey().name()).isPositive();
    }
    System.out.printf("caught %.1f %%%n", 100.0 * caught / all);
    assertThat(caught).isGreaterThan((int) (CAUGHT * all));
  }

  private static Verdict check(List<Operation> operations, List<Sweep> sweeps) {
    Observations observations = new Observations();
    sweeps.forEach(observations::swept);
    return Checkers.all(
        ModelHistory.of(operations),
        observations,
        CheckerSettings.ofSeveralRegions().skewed(Duration.ZERO));
  }
}
