package dev.weir.node.ownership;

import dev.weir.topology.Candidate;
import dev.weir.topology.ChannelRange;
import java.time.Duration;

/**
 * How ownership behaves. The same in every node of a region, but for the weight.
 *
 * @param ranges that the channels are cut into, 1 to {@value ChannelRange#MAX_COUNT}
 * @param weight of this node, 1 to {@value Candidate#MAX_WEIGHT}
 * @param restart how long the ranges of a node that announced its restart are kept for it
 * @param holdDown how long a node that came back from the dead gets nothing new
 * @param settle how long a new node gets nothing yet, so that several that come together are
 *     planned for at once
 * @param merge how long after a merge the two halves' tables are waited for
 * @param formation how long after a region's first table moves are not limited
 * @param moves of ranges between two nodes that both stay, in one step
 * @param step the time between two such steps
 */
public record OwnershipSettings(
    int ranges,
    int weight,
    Duration restart,
    Duration holdDown,
    Duration settle,
    Duration merge,
    Duration formation,
    int moves,
    Duration step) {

  private static final Duration SETTLE = Duration.ofMillis(500);
  private static final Duration MERGE = Duration.ofSeconds(1);
  private static final Duration FORMATION = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int STEPS = 8;

  public OwnershipSettings {
    if (ranges < 1 || ranges > ChannelRange.MAX_COUNT) {
      throw new IllegalArgumentException(
          "ranges %d is not within 1..%d".formatted(ranges, ChannelRange.MAX_COUNT));
    }
    if (weight < 1 || weight > Candidate.MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "weight %d is not within 1..%d".formatted(weight, Candidate.MAX_WEIGHT));
    }
    if (moves < 1) {
      throw new IllegalArgumentException("%d moves in a step: allow 1 or more".formatted(moves));
    }
  }

  /** What an operator may choose; the rest is the same everywhere. */
  public static OwnershipSettings of(int ranges, int weight, Duration restart, Duration holdDown) {
    int moves = Math.max(1, ranges / STEPS);
    return new OwnershipSettings(
        ranges, weight, restart, holdDown, SETTLE, MERGE, FORMATION, moves, STEP);
  }
}
