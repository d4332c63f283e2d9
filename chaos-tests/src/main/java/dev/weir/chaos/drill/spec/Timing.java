package dev.weir.chaos.drill.spec;

import java.time.Duration;
import java.util.List;

/**
 * How long the parts of a drill take.
 *
 * @param preconditions for so long all must be calm before it begins
 * @param patience how long it is waited for that, and for the return of a healed region
 * @param baseline before the fault
 * @param steps of an evacuation, percentages; the last one holds
 * @param step how long each but the last lasts
 * @param hold how long the fault lasts, or the last step
 * @param settle how long the load goes on when all is well again
 * @param expiry after which a fault ends by itself, whatever became of who controls it
 * @param gcGrace the database forgets after it what was deleted: nothing is kept away so long
 */
public record Timing(
    Duration preconditions,
    Duration patience,
    Duration baseline,
    List<Integer> steps,
    Duration step,
    Duration hold,
    Duration settle,
    Duration expiry,
    Duration gcGrace) {

  public Timing {
    steps = List.copyOf(steps);
  }

  /** From the fault until the heal, as planned. */
  public Duration away(Mode mode) {
    return mode == Mode.PRACTICE ? step.multipliedBy(steps.size() - 1L).plus(hold) : hold;
  }
}
