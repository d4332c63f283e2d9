package dev.weir.chaos.sim;

import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.sim.faults.Fault;
import dev.weir.chaos.sim.faults.PlannedFault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Runs nothing: what a run comes to follows from its plan alone. */
record FakeSimulation(BiFunction<SimPlan, Long, List<Breach>> breaches)
    implements Function<SimPlan, SimResult> {

  static final long OPERATIONS = 5_000;

  static SimPlan plan(long seed, Fault... faults) {
    List<PlannedFault> planned =
        IntStream.range(0, faults.length)
            .mapToObj(i ->
                new PlannedFault(faults[i], Duration.ofSeconds(10L * i), Duration.ofSeconds(5), i))
            .toList();
    SimPlan drawn = SimPlan.draw(seed, Duration.ofMinutes(5), Set.of());
    return new SimPlan(
        seed, drawn.length(), drawn.operations(), drawn.stage(), drawn.load(), planned);
  }

  @Override
  public SimResult apply(SimPlan plan) {
    long operations = Math.min(OPERATIONS, plan.operations());
    Map<Fault, Integer> fired = new EnumMap<>(Fault.class);
    plan.faults().forEach(fault -> fired.merge(fault.fault(), 1, Integer::sum));
    return new SimResult(
        plan.seed(),
        31 * plan.seed(),
        operations,
        plan.length(),
        fired,
        operations < 1_000
            ? Optional.of("%d operations, at least 1,000".formatted(operations))
            : Optional.empty(),
        breaches.apply(plan, operations),
        new RecordedHistory());
  }
}
