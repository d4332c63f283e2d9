package dev.weir.chaos.sim;

import dev.weir.chaos.sim.faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/**
 * Runs many seeds: each on one thread from its beginning to its end, as many side by side as there
 * are threads. Keeps of each run what it came to, not its history.
 */
final class Sweep {

  /**
   * What to run.
   *
   * @param first seed, and those that follow it
   * @param faults that the plans may draw from
   * @param twice each seed, to compare what happened
   */
  record Scope(long first, int seeds, Duration length, Set<Fault> faults, boolean twice) {

    SimPlan plan(long seed) {
      return SimPlan.draw(seed, length, faults);
    }
  }

  private final Function<SimPlan, SimResult> simulation;
  private final int threads;
  private final Consumer<Run> ended;

  /**
   * A sweep that runs nothing yet.
   *
   * @param simulation such as {@link Simulation#run}
   * @param ended told of each run, on the thread that ran it; one at a time
   */
  Sweep(Function<SimPlan, SimResult> simulation, int threads, Consumer<Run> ended) {
    this.simulation = simulation;
    this.threads = threads;
    this.ended = ended;
  }

  /**
   * Runs everything, each seed as its plan is drawn unless {@code cut} makes it smaller. When
   * interrupted it gives up what is under way.
   *
   * @return whether it came to its end
   */
  boolean run(Scope scope, Function<SimPlan, SimPlan> cut) {
    // Made by several threads at once it would give some of them a provisional one.
    LoggerFactory.getILoggerFactory();
    AtomicLong next = new AtomicLong();
    List<Thread> workers = new ArrayList<>();
    IntStream.range(0, Math.min(threads, scope.seeds()))
        .mapToObj(i -> Thread.ofPlatform().name("weir-sim-" + i).daemon())
        .map(builder -> builder.start(() -> work(scope, cut, next)))
        .forEach(workers::add);
    try {
      for (Thread worker : workers) {
        worker.join();
      }
      return true;
    } catch (InterruptedException _) {
      next.set(scope.seeds());
      return false;
    }
  }

  private void work(Scope scope, Function<SimPlan, SimPlan> cut, AtomicLong next) {
    for (long i = next.getAndIncrement(); i < scope.seeds(); i = next.getAndIncrement()) {
      Run run = run(scope, cut, scope.first() + i);
      synchronized (ended) {
        ended.accept(run);
      }
    }
  }

  private Run run(Scope scope, Function<SimPlan, SimPlan> cut, long seed) {
    SimPlan plan = cut.apply(scope.plan(seed));
    Run once = Run.of(plan, simulation);
    return scope.twice() ? once.comparedWith(Run.of(plan, simulation)) : once;
  }
}
