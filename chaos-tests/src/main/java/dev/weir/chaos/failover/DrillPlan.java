package dev.weir.chaos.failover;

import java.time.Duration;

/**
 * How long the parts of a drill take, and how many take part.
 *
 * @param warm at least before the baseline, which waits for a calm stretch as well
 * @param baseline before the fault
 * @param hold how long the fault lasts
 * @param frozen how long a database is frozen
 * @param settle how long the load goes on when all is well again
 * @param sessions of both regions together
 * @param thinks how long a session waits after each answer
 * @param hotReads of the hot channel in each region, a second
 * @param tries of a comparison of latencies that noise can spoil
 */
public record DrillPlan(
    Duration warm,
    Duration baseline,
    Duration hold,
    Duration frozen,
    Duration settle,
    int sessions,
    Duration thinks,
    int hotReads,
    int tries) {

  /** For measuring. */
  public static final DrillPlan FULL =
      new DrillPlan(
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          60,
          Duration.ofMillis(100),
          4_000,
          5);

  /** For seeing how things behave. */
  public static final DrillPlan SHORT =
      new DrillPlan(
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(4),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          30,
          Duration.ofMillis(100),
          500,
          1);

  /** No request takes longer. */
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** How long a region may take until it is back. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The least operations of a region in the baseline that say something. */
  long leastOperations() {
    return baseline.toSeconds() * sessions / 2;
  }
}
