package dev.weir.chaos.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.faults.Fault;
import dev.weir.chaos.sim.faults.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShrinkTest {

  private static final Replay WHOLE =
      Replay.whole(Duration.ofMinutes(5), EnumSet.allOf(Fault.class));

  private final List<String> steps = new ArrayList<>();

  @Test
  void faultsThatNeedNotBe_areLeftOut() {
    SimPlan plan =
        FakeSimulation.plan(17, Fault.LOSS, Fault.PARTITION, Fault.CLOCKS, Fault.MERGE, Fault.LOSS);
    Shrink.Shrunk shrunk =
        shrink(plan, failingWith(Set.of(Fault.PARTITION, Fault.MERGE), 0), WHOLE);
    assertThat(faultsOf(shrunk)).containsExactly(Fault.PARTITION, Fault.MERGE);
    assertThat(shrunk.replay().without()).containsExactly(1, 3, 5);
    assertThat(steps).contains("without F18 at PT20S");
  }

  @Test
  void operations_areHalved_untilFewTooFewAreLeft() {
    Shrink.Shrunk shrunk =
        shrink(FakeSimulation.plan(17, Fault.LOSS), failingWith(Set.of(), 321), WHOLE);
    assertThat(shrunk.failure().operations()).isBetween(321L, 330L);
    assertThat(shrunk.replay().of(17))
        .isEqualTo(
            "./weir sim --seeds 1 --seed 17 --minutes 5 --without 1 --operations %d"
                .formatted(shrunk.failure().operations()));
  }

  @Test
  void faultNeededOnlyByManyOperations_goesInTheEnd() {
    FakeSimulation simulation =
        new FakeSimulation((plan, operations) -> {
          boolean fails = operations >= 100 && (operations <= 2_000 || !plan.faults().isEmpty());
          return fails ? List.of(new Breach("I2", "again")) : List.of();
        });
    Shrink.Shrunk shrunk = shrink(FakeSimulation.plan(3, Fault.LOSS), simulation, WHOLE);
    assertThat(shrunk.plan().faults()).isEmpty();
    assertThat(shrunk.failure().operations()).isBetween(100L, 110L);
  }

  @Test
  void otherInvariant_isNoReasonToGoOn() {
    FakeSimulation simulation =
        new FakeSimulation((plan, operations) ->
            List.of(new Breach(plan.faults().isEmpty() ? "I12" : "I2", "seen")));
    Shrink.Shrunk shrunk = shrink(FakeSimulation.plan(3, Fault.LOSS), simulation, WHOLE);
    assertThat(faultsOf(shrunk)).containsExactly(Fault.LOSS);
    assertThat(shrunk.failure().broken()).containsExactly("I2");
  }

  @Test
  void planThatWasCutBefore_isToldAgainstTheWholeOne() {
    SimPlan whole =
        FakeSimulation.plan(
            17, Fault.LOSS, Fault.PARTITION, Fault.CLOCKS, Fault.MERGE, Fault.STORM);
    Replay cut = new Replay(WHOLE.length(), WHOLE.faults(), List.of(4, 1), OptionalLong.of(3_000));
    Shrink.Shrunk shrunk = shrink(cut.cut(whole), failingWith(Set.of(Fault.STORM), 2_999), cut);
    assertThat(shrunk.replay().without()).containsExactly(1, 2, 3, 4);
    assertThat(shrunk.replay().cut(whole).faults()).isEqualTo(shrunk.plan().faults());
    assertThat(shrunk.replay().operations()).isEqualTo(OptionalLong.of(3_000));
  }

  @Test
  void runs_areLimited() {
    Fault[] many = new Fault[300];
    Arrays.fill(many, Fault.LOSS);
    Shrink.Shrunk shrunk = shrink(FakeSimulation.plan(1, many), failingWith(Set.of(), 0), WHOLE);
    assertThat(shrunk.runs()).isEqualTo(200);
  }

  private Shrink.Shrunk shrink(SimPlan plan, FakeSimulation simulation, Replay replay) {
    Run failure = Run.of(plan, simulation);
    return new Shrink(simulation, plan, failure, steps::add).shrink(replay);
  }

  private static FakeSimulation failingWith(Set<Fault> needed, long least) {
    return new FakeSimulation((plan, operations) -> {
      boolean all = plan.faults().stream().map(PlannedFault::fault).toList().containsAll(needed);
      return all && operations >= least ? List.of(new Breach("I2", "seen")) : List.of();
    });
  }

  private static List<Fault> faultsOf(Shrink.Shrunk shrunk) {
    return shrunk.plan().faults().stream().map(PlannedFault::fault).toList();
  }
}
