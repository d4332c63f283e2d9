package dev.weir.chaos.sim;

import dev.weir.chaos.sim.faults.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one seed came to, without its history.
 *
 * @param traceHash of everything that happened
 * @param invalid why it proves nothing, if it does not
 * @param breaches of invariants; a run that ended with an exception has one of {@link #CRASH}
 */
record Run(
    long seed,
    long traceHash,
    long operations,
    Duration simulated,
    Map<Fault, Integer> fired,
    Optional<String> invalid,
    List<Breach> breaches) {

  /** In place of an invariant: the simulation itself failed. */
  static final String CRASH = "crash";

  /** In place of an invariant: the same plan went another way the second time. */
  static final String NOT_THE_SAME = "not-the-same";

  Run {
    breaches = List.copyOf(breaches);
  }

  /** Runs a plan. What it throws is a failure of this seed, and others may run all the same. */
  static Run of(SimPlan plan, Function<SimPlan, SimResult> simulation) {
    try {
      return of(simulation.apply(plan));
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      StringWriter told = new StringWriter();
      e.printStackTrace(new PrintWriter(told));
      return new Run(
          plan.seed(),
          0,
          0,
          Duration.ZERO,
          Map.of(),
          Optional.empty(),
          List.of(new Breach(CRASH, told.toString().stripTrailing())));
    }
  }

  private static Run of(SimResult result) {
    return new Run(
        result.seed(),
        result.traceHash(),
        result.operations(),
        result.simulated(),
        result.fired(),
        result.invalid(),
        result.breaches());
  }

  /** This one, failed if another run of the same plan had another trace. */
  Run comparedWith(Run again) {
    if (traceHash == again.traceHash) {
      return this;
    }
    List<Breach> all = new ArrayList<>(breaches);
    all.add(
        new Breach(
            NOT_THE_SAME,
            "trace %016x, and %016x the second time".formatted(traceHash, again.traceHash)));
    return new Run(seed, traceHash, operations, simulated, fired, invalid, all);
  }

  boolean isFailure() {
    return !breaches.isEmpty();
  }

  /** The invariants that were broken, each once, the first one first. */
  List<String> broken() {
    return breaches.stream().map(Breach::invariant).distinct().toList();
  }
}
