package dev.weir.chaos.sim;

import dev.weir.chaos.workload.Habits;
import java.time.Duration;

/**
 * What is asked in a run.
 *
 * @param sessions at once
 * @param channels that they share
 * @param gangs that sessions belong to: those of one come together, and ask in bursts
 * @param every so often a gang comes
 * @param goesOn the chance that a session asks once more before it waits for the next time, 0 to 1
 * @param habits what sessions do
 */
public record LoadPlan(
    int sessions, int channels, int gangs, Duration every, double goesOn, Habits habits) {

  /**
   * As many operations come together, as far as chance is concerned: a session's number of them at
   * a time is geometrically distributed.
   */
  double together() {
    return (1 + goesOn) / (1 - goesOn);
  }
}
