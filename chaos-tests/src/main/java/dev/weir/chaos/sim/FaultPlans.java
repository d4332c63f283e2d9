package dev.weir.chaos.sim;

import dev.weir.chaos.sim.faults.Fault;
import dev.weir.chaos.sim.faults.PlannedFault;
import dev.weir.chaos.sim.stage.StagePlan;
import dev.weir.chaos.sim.world.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws what goes wrong in a run, and when: some of what may, each from a source of its own. */
final class FaultPlans {

  private static final Duration FIRST = Duration.ofSeconds(6);
  private static final int FEW = 3;
  private static final int MANY = 9;

  private FaultPlans() {}

  /**
   * The faults of a seed, in the order in which they begin.
   *
   * @param length in which they all begin and end
   */
  static List<PlannedFault> draw(long seed, StagePlan stage, Duration length, Set<Fault> allowed) {
    List<Fault> possible = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      if (allowed.contains(fault) && isPossible(fault, stage)) {
        possible.add(fault);
      }
    }
    double wanted = Chance.within(Chance.of(seed, "faults"), FEW, MANY);
    List<PlannedFault> plans = new ArrayList<>();
    for (Fault fault : possible) {
      SplittableRandom random = Chance.of(seed, fault.number());
      if (random.nextDouble() * possible.size() < wanted) {
        plans.add(plan(fault, stage, length, random));
      }
    }
    plans.sort(Comparator.comparing(PlannedFault::begins));
    return plans;
  }

  private static PlannedFault plan(
      Fault fault, StagePlan stage, Duration length, SplittableRandom random) {
    long most = length.toMillis() - FIRST.toMillis();
    long least = Math.min(most, leastMillis(fault, stage));
    long lasts = Math.min(most, Chance.skewed(random, least, Math.max(least, 60_000)));
    long begins = FIRST.toMillis() + random.nextLong(1 + most - lasts);
    return new PlannedFault(
        fault, Duration.ofMillis(begins), Duration.ofMillis(lasts), random.nextLong());
  }

  /** So long that it can be noticed. */
  private static long leastMillis(Fault fault, StagePlan stage) {
    return switch (fault) {
      case MERGE -> 2 * stage.times().silence().toMillis() + 30_000;
      case STALE_ROWS, ANSWER_LOST, DATABASE_ERRORS, SLOW_DATABASE, OVERLOAD -> 20_000;
      case MIXED_VERSIONS, LOST_CLIENT -> 15_000;
      default -> 8_000;
    };
  }

  private static boolean isPossible(Fault fault, StagePlan stage) {
    boolean hasPeers = stage.nodes().stream().anyMatch(count -> count > 1);
    return switch (fault) {
      case COORDINATOR_KILLED, PARTITION, ONE_WAY_PARTITION, MERGE -> hasPeers;
      case REGIONS_CUT -> stage.regions() > 1;
      case STALE_ROWS -> stage.regions() * stage.database().replicas() > 1;
      default -> true;
    };
  }
}
