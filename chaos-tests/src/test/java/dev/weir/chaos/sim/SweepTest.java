package dev.weir.chaos.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.faults.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SweepTest {

  private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);
  private static final Duration LENGTH = Duration.ofMinutes(5);
  private static final FakeSimulation GOOD = new FakeSimulation((plan, operations) -> List.of());
  private static final FakeSimulation SEVENS_FAIL =
      new FakeSimulation((plan, operations) ->
          plan.seed() % 7 == 0
              ? List.of(new Breach("I4", "seen"), new Breach("I4", "more"), new Breach("I6", "too"))
              : List.of());

  @Test
  void everySeed_runsOnce() {
    Set<Long> seeds = new ConcurrentSkipListSet<>();
    AtomicLong runs = new AtomicLong();
    SweepReport report =
        sweep(
            plan -> {
              seeds.add(plan.seed());
              runs.incrementAndGet();
              return GOOD.apply(plan);
            },
            new Sweep.Scope(1_000, 250, LENGTH, ALL, false));
    assertThat(seeds).hasSize(250).contains(1_000L, 1_249L);
    assertThat(runs).hasValue(250);
    assertThat(report.isGood()).isTrue();
    assertThat(json(report))
        .containsEntry("seeds", 250L)
        .containsEntry("simulated_hours", 20.833)
        .containsEntry("operations", 1_250_000L)
        .containsEntry("violations", 0L)
        .containsEntry("seeds_per_second", 125.0)
        .containsEntry("cpu_seconds", 3.0);
  }

  @Test
  void failingSeeds_areToldWithTheirReplay() {
    SweepReport report = sweep(SEVENS_FAIL, new Sweep.Scope(1, 14, LENGTH, ALL, false));
    assertThat(report.isGood()).isFalse();
    Map<String, Object> json = json(report);
    assertThat(json)
        .containsEntry("violations", 6L)
        .containsEntry("failing_seeds", 2L)
        .containsEntry("broken", Map.of("I4", 2L, "I6", 2L));
    assertThat(report.failures().stream().map(Run::seed)).containsExactlyInAnyOrder(7L, 14L);
    assertThat(json.get("failures").toString())
        .contains("replay=./weir sim --seeds 1 --seed 7 --minutes 5,");
  }

  @Test
  void invalidReasons_areCountedByKind() {
    AtomicLong operations = new AtomicLong(900);
    SweepReport report =
        sweep(
            plan -> GOOD.apply(plan.withOperations(operations.getAndIncrement())),
            new Sweep.Scope(1, 150, LENGTH, ALL, false));
    assertThat(json(report))
        .containsEntry("invalid", 100L)
        .containsEntry("invalid_reasons", Map.of("N operations, at least N", 100L));
    assertThat(report.isGood()).isTrue();
  }

  @Test
  void whereNothingIsValid_nothingIsGood() {
    SweepReport report =
        sweep(
            plan -> GOOD.apply(plan.withOperations(1)), new Sweep.Scope(1, 3, LENGTH, ALL, false));
    assertThat(report.isGood()).isFalse();
  }

  @Test
  void simulationThatFails_isAViolation() {
    SweepReport report =
        sweep(
            plan -> {
              throw new IllegalStateException("a defect of the simulator");
            },
            new Sweep.Scope(1, 1, LENGTH, ALL, false));
    assertThat(report.failures().getFirst().broken()).containsExactly(Run.CRASH);
    assertThat(report.failures().getFirst().breaches().getFirst().told())
        .contains("a defect of the simulator");
  }

  @Test
  void secondRunOfASeed_mustBeTheSame() {
    assertThat(sweep(GOOD, new Sweep.Scope(1, 5, LENGTH, ALL, true)).isGood()).isTrue();
    AtomicLong runs = new AtomicLong();
    SweepReport report =
        sweep(
            plan -> {
              SimResult result = GOOD.apply(plan);
              return new SimResult(
                  result.seed(),
                  runs.incrementAndGet(),
                  result.operations(),
                  result.simulated(),
                  result.fired(),
                  result.invalid(),
                  result.breaches(),
                  result.history());
            },
            new Sweep.Scope(1, 1, LENGTH, ALL, true));
    assertThat(report.failures().getFirst().breaches())
        .containsExactly(
            new Breach(
                Run.NOT_THE_SAME, "trace 0000000000000001, and 0000000000000002 the second time"));
  }

  @Test
  void replay_saysWhatDiffersFromTheUsual() {
    assertThat(new Replay(Duration.ofSeconds(90), ALL, List.of(), OptionalLong.empty()).of(-4))
        .isEqualTo("./weir sim --seeds 1 --seed -4 --minutes 1.5");
    assertThat(Replay.whole(LENGTH, EnumSet.of(Fault.PARTITION, Fault.NODE_FROZEN)).of(1))
        .isEqualTo("./weir sim --seeds 1 --seed 1 --minutes 5 --faults F4,F10");
    assertThat(Replay.whole(LENGTH, Set.of()).of(1)).endsWith(" --faults none");
  }

  private static SweepReport sweep(Function<SimPlan, SimResult> simulation, Sweep.Scope scope) {
    SweepReport report = new SweepReport();
    assertThat(new Sweep(simulation, 4, report::add).run(scope, UnaryOperator.identity())).isTrue();
    return report;
  }

  private static Map<String, Object> json(SweepReport report) {
    return report.json(
        new Sweep.Scope(1, (int) report.seeds(), LENGTH, ALL, false),
        new SweepReport.Spent(2_000_000_000, 3_000_000_000L),
        Replay.whole(LENGTH, ALL));
  }
}
