package dev.weir.chaos.sim.zoo;

import dev.weir.chaos.sim.Breach;
import dev.weir.chaos.sim.SimPlan;
import dev.weir.chaos.sim.SimResult;
import dev.weir.chaos.sim.Simulation;
import dev.weir.chaos.sim.faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Runs a seed inside of a mutant's house, and gives what came of it to the world outside in the
 * JDK's own types: first why the run proves nothing, or nothing; then in pairs each broken
 * invariant and what is told of it.
 */
public final class CagedRun implements BiFunction<Long, Duration, List<String>> {

  /** In place of an invariant: the simulation itself failed. */
  static final String CRASH = "crash";

  @Override
  public List<String> apply(Long seed, Duration length) {
    Saboteur.forget();
    SimPlan plan = SimPlan.draw(seed, length, EnumSet.allOf(Fault.class));
    List<String> came = new ArrayList<>();
    try {
      SimResult result = Simulation.run(plan);
      came.add(result.invalid().orElse(""));
      for (Breach breach : result.breaches()) {
        came.add(breach.invariant());
        came.add(breach.told());
      }
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      came.add("");
      came.add(CRASH);
      came.add(e.toString());
    }
    return came;
  }
}
