package dev.weir.chaos.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.faults.Fault;
import dev.weir.chaos.sim.faults.PlannedFault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A run follows from its plan, and a plan from its seed. */
class SimulationTest {

  private static final Duration LENGTH = Duration.ofSeconds(90);

  private static SimPlan plan(long seed) {
    return SimPlan.draw(seed, LENGTH, EnumSet.allOf(Fault.class));
  }

  @Test
  void samePlan_sameRun() {
    for (long seed = 1; seed <= 3; seed++) {
      SimResult once = Simulation.run(plan(seed));
      SimResult again = Simulation.run(plan(seed));
      assertThat(again.traceHash()).as("seed %d", seed).isEqualTo(once.traceHash());
      assertThat(again.operations()).isEqualTo(once.operations());
      assertThat(again.fired()).isEqualTo(once.fired());
    }
  }

  @Test
  void otherSeed_otherRun() {
    assertThat(LongStream.rangeClosed(1, 4).map(seed -> Simulation.run(plan(seed)).traceHash()))
        .doesNotHaveDuplicates();
  }

  @Test
  void runWithoutFaults_isWell() {
    SimPlan calm = SimPlan.draw(7, LENGTH, Set.of());
    SimResult result = Simulation.run(calm);
    assertThat(calm.faults()).isEmpty();
    assertThat(result.breaches()).isEmpty();
    assertThat(result.fired()).isEmpty();
  }

  @Test
  void faultThatIsLeftOut_changesNoOther() {
    SimPlan plan = plan(3);
    assertThat(plan.faults()).hasSizeGreaterThan(1);
    PlannedFault second = plan.faults().get(1);
    SimPlan without = plan.withoutFault(0);
    assertThat(without.faults()).hasSize(plan.faults().size() - 1).startsWith(second);
    assertThat(without.stage()).isEqualTo(plan.stage());
  }

  @Test
  void operations_haveAMaximum() {
    assertThat(Simulation.run(plan(5).withOperations(100)).operations()).isLessThanOrEqualTo(100);
  }
}
