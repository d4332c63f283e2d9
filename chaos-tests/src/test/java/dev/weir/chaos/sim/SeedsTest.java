package dev.weir.chaos.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.faults.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Two hundred seeds break nothing, and twenty of them do the same twice; {@code -Dweir.sim.seed=S}
 * runs them from S.
 */
class SeedsTest {

  private static final int SEEDS = 200;
  private static final int TWICE = 20;
  private static final Duration LENGTH = Duration.ofMinutes(5);

  @Test
  void seeds_breakNothing() {
    long first = Long.getLong("weir.sim.seed", 1);
    System.out.printf("simulating %d seeds from -Dweir.sim.seed=%d%n", SEEDS, first);
    SweepReport report = new SweepReport();
    sweep(report, first, TWICE, true);
    sweep(report, first + TWICE, SEEDS - TWICE, false);
    System.out.println(report.progress(SEEDS, 0));
    assertThat(told(report)).isEmpty();
    assertThat(report.isGood()).isTrue();
    assertThat(report.seeds()).isEqualTo(SEEDS);
  }

  private static void sweep(SweepReport report, long first, int seeds, boolean twice) {
    Sweep sweep =
        new Sweep(Simulation::run, Runtime.getRuntime().availableProcessors(), report::add);
    sweep.run(
        new Sweep.Scope(first, seeds, LENGTH, EnumSet.allOf(Fault.class), twice),
        UnaryOperator.identity());
  }

  private static String told(SweepReport report) {
    Replay replay = Replay.whole(LENGTH, EnumSet.allOf(Fault.class));
    return report.failures().stream()
        .map(run -> "%s%n%s".formatted(replay.of(run.seed()), run.breaches().getFirst().told()))
        .collect(Collectors.joining("\n"));
  }
}
