package dev.weir.chaos.sim;

import dev.weir.chaos.sim.faults.Fault;
import dev.weir.chaos.sim.faults.PlannedFault;
import dev.weir.chaos.sim.stage.StagePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that is decided before a run begins. Follows from a seed, a length and the faults that
 * are allowed; then faults and operations can be left out one by one, and all else stays as it was.
 *
 * @param seed of everything that is left to chance
 * @param length of the time in which there is load; the last part of it is without faults
 * @param operations of all sessions together, at most
 * @param stage what there is
 * @param load what is asked
 * @param faults in the order in which they begin
 */
public record SimPlan(
    long seed,
    Duration length,
    long operations,
    StagePlan stage,
    LoadPlan load,
    List<PlannedFault> faults) {

  /** Another one whenever a seed draws another plan, or runs in another way, than before. */
  public static final int VERSION = 2;

  /** The end of a run, in which nothing goes wrong. */
  static final Duration CALM = Duration.ofSeconds(30);

  /** Nobody counts so many. */
  private static final long ALL = 100_000_000;

  private static final Duration SHORTEST = Duration.ofSeconds(60);

  public SimPlan {
    faults = List.copyOf(faults);
    if (length.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a run of " + length + ", at least " + SHORTEST);
    }
  }

  /** The plan of a seed. */
  public static SimPlan draw(long seed, Duration length, Set<Fault> allowed) {
    StagePlan stage = Plans.stage(seed);
    return new SimPlan(
        seed,
        length,
        ALL,
        stage,
        Plans.load(seed, length, stage.regions()),
        FaultPlans.draw(seed, stage, length.minus(CALM), allowed));
  }

  /**
   * The same without one of its faults.
   *
   * @param index of {@link #faults}
   */
  public SimPlan withoutFault(int index) {
    List<PlannedFault> left = new ArrayList<>(faults);
    left.remove(index);
    return new SimPlan(seed, length, operations, stage, load, left);
  }

  /** The same with so many operations at most. */
  public SimPlan withOperations(long most) {
    return new SimPlan(seed, length, most, stage, load, faults);
  }
}
