package dev.weir.node.failover;

import dev.weir.topology.Region;

/**
 * How one region stands with a node.
 *
 * @param local whether it is the node's own
 * @param sharePercent of its channels that go to it, 0 to 100; of another region 0 while its
 *     breaker is open, 100 else
 * @param sinceMicros when it came into this state, in microseconds since 1970; 0 if it was never in
 *     another
 * @param lastReason why it came into this state, for people; empty if it was never in another
 * @param inFlight requests that it has not answered yet
 * @param reachable whether its nodes can be reached
 */
public record RegionStatus(
    Region region,
    boolean local,
    BreakerState state,
    int sharePercent,
    long sinceMicros,
    String lastReason,
    int inFlight,
    boolean reachable) {}
