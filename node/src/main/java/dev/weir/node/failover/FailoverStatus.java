package dev.weir.node.failover;

import java.util.List;

/**
 * Who serves a node's requests, and how that came about.
 *
 * @param regions the node's own first, then the others in the order in which they stand in
 * @param openChannels channels whose breaker is open
 * @param channelsNotWatched failures of channels that got no breaker, as all were open
 * @param budgetSpent second attempts and hedges, ever
 * @param budgetLeft second attempts and hedges that could be made now
 * @param timeline the last 64 transitions, oldest first
 */
public record FailoverStatus(
    List<RegionStatus> regions,
    int openChannels,
    long channelsNotWatched,
    long budgetSpent,
    int budgetLeft,
    List<Transition> timeline) {

  public FailoverStatus {
    regions = List.copyOf(regions);
    timeline = List.copyOf(timeline);
  }
}
