package dev.weir.chaos.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Makes a failing plan smaller while it still breaks the same invariant: leaves out faults one by
 * one, then halves the operations, then tries the faults that are left once more. Greedy, as
 * property testers are: what comes out is small, not the smallest.
 */
final class Shrink {

  /** Runs at most: a plan has a few dozen faults, and each run takes about a second. */
  private static final int MAX_RUNS = 200;

  /** A smaller number of operations is tried down to here. */
  private static final long FEW = 8;

  private final Function<SimPlan, SimResult> simulation;
  private final Consumer<String> steps;
  private final List<Integer> left;
  private final SimPlan whole;
  private final String invariant;
  private SimPlan plan;
  private Run smallest;
  private OptionalLong operations = OptionalLong.empty();
  private int runs;

  /**
   * Begins with a plan and how it failed.
   *
   * @param steps told what was left out
   */
  Shrink(
      Function<SimPlan, SimResult> simulation,
      SimPlan failing,
      Run failure,
      Consumer<String> steps) {
    this.simulation = simulation;
    this.steps = steps;
    this.whole = failing;
    this.plan = failing;
    this.smallest = failure;
    this.invariant = failure.broken().getFirst();
    this.left = new ArrayList<>(IntStream.rangeClosed(1, failing.faults().size()).boxed().toList());
  }

  /**
   * What is left.
   *
   * @param replay how to run it again
   * @param failure what it comes to
   */
  record Shrunk(Replay replay, SimPlan plan, Run failure, int runs) {}

  /** Blocks for many runs. */
  Shrunk shrink(Replay replay) {
    leaveOutFaults();
    halveOperations();
    leaveOutFaults();
    List<Integer> without = new ArrayList<>(replay.without());
    int position = 0;
    for (int i = 1; i <= whole.faults().size() + replay.without().size(); i++) {
      if (!replay.without().contains(i)) {
        position++;
        if (!left.contains(position)) {
          without.add(i);
        }
      }
    }
    OptionalLong most = operations.isPresent() ? operations : replay.operations();
    return new Shrunk(
        new Replay(replay.length(), replay.faults(), without, most), plan, smallest, runs);
  }

  private void leaveOutFaults() {
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (int i = left.size() - 1; i >= 0; i--) {
        var fault = plan.faults().get(i);
        if (isAsBad(plan.withoutFault(i))) {
          left.remove(/* index= */ i);
          steps.accept("without %s at %s".formatted(fault.fault().number(), fault.begins()));
          smaller = true;
        }
      }
    }
  }

  private void halveOperations() {
    long most = smallest.operations();
    long least = 0;
    while (most - least > FEW && runs < MAX_RUNS) {
      long middle = (most + least) >>> 1;
      if (isAsBad(plan.withOperations(middle))) {
        operations = OptionalLong.of(middle);
        most = middle;
        steps.accept("with %d operations".formatted(middle));
      } else {
        least = middle;
      }
    }
  }

  /** Whether a smaller plan fails like the one before, which it then replaces. */
  private boolean isAsBad(SimPlan smaller) {
    if (runs >= MAX_RUNS) {
      return false;
    }
    runs++;
    Run run = Run.of(smaller, simulation);
    if (!run.broken().contains(invariant)) {
      return false;
    }
    plan = smaller;
    smallest = run;
    return true;
  }
}
