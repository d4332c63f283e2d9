package dev.weir.chaos.sim;

import dev.weir.chaos.sim.faults.Fault;
import dev.weir.chaos.sim.faults.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Everything that is decided before a run begins. Follows from a seed, a length and the faults that
 * are allowed; then faults and operations can be left out one by one, and all else stays as it was.
 *
 * @param seed of everything that is left to chance
 * @param length of the part of the run in which faults may happen; healing and the checks come
 *     after it
 * @param operations of all sessions together, at most
 * @param faults in the order in which they begin
 */
public record SimPlan(long seed, Duration length, long operations, List<PlannedFault> faults) {

  public SimPlan {
    faults = List.copyOf(faults);
    if (length.compareTo(Duration.ofSeconds(10)) < 0) {
      throw new IllegalArgumentException("a run of " + length + ", at least 10 s");
    }
  }

  /** The plan of a seed. */
  public static SimPlan draw(long seed, Duration length, Set<Fault> allowed) {
    return new SimPlan(seed, length, Long.MAX_VALUE, List.of());
  }

  /**
   * The same without one of its faults.
   *
   * @param index of {@link #faults}
   */
  public SimPlan withoutFault(int index) {
    List<PlannedFault> left = new ArrayList<>(faults);
    left.remove(index);
    return new SimPlan(seed, length, operations, left);
  }

  /** The same with so many operations at most. */
  public SimPlan withOperations(long most) {
    return new SimPlan(seed, length, most, faults);
  }
}
