package dev.weir.chaos.workload;

import java.time.Duration;

/**
 * What the sessions of a load do beside reading and writing. Shares are from 0 to 1.
 *
 * @param switches of the operations before which a session changes over to any client
 * @param handsAbroad whether a session takes over from any other; else only from one that is at
 *     home where it is
 * @param strong of the reads, that are to see what anybody was acknowledged
 * @param eventual of the reads, that are promised nothing
 * @param everyRegion of the writes, that every region is to keep
 * @param repeats of the operations, that ask word for word for one of the session's latest writes
 *     again, whatever became of it
 * @param thinks how long a session waits after each answer
 */
public record Habits(
    double switches,
    boolean handsAbroad,
    double strong,
    double eventual,
    double everyRegion,
    double repeats,
    Duration thinks) {

  /** Sessions that change over between clients all the time, and never wait. */
  public static final Habits WANDERING = new Habits(0.1, true, 0, 0, 0, Duration.ZERO);

  public Habits {
    requireShare("switches", switches);
    requireShare("strong and eventual reads", strong + eventual);
    requireShare("strong reads", strong);
    requireShare("eventual reads", eventual);
    requireShare("writes for every region", everyRegion);
    requireShare("repeated writes", repeats);
    if (thinks.isNegative()) {
      throw new IllegalArgumentException("a session cannot wait for " + thinks);
    }
  }

  /** Sessions that repeat nothing. */
  public Habits(
      double switches,
      boolean handsAbroad,
      double strong,
      double eventual,
      double everyRegion,
      Duration thinks) {
    this(switches, handsAbroad, strong, eventual, everyRegion, 0, thinks);
  }

  /** The same, but for a share of the operations that repeat a write. */
  public Habits repeating(double share) {
    return new Habits(switches, handsAbroad, strong, eventual, everyRegion, share, thinks);
  }

  /** Sessions that stay with the client of their home, and wait after each answer. */
  public static Habits settled(Duration thinks) {
    return new Habits(0, true, 0, 0, 0, thinks);
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s: %s is not within 0..1".formatted(what, value));
    }
  }
}
