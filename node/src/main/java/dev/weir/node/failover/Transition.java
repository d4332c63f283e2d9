package dev.weir.node.failover;

import dev.weir.topology.Region;

/**
 * A line of the timeline: a region's breaker moved, or the share of a returning one grew.
 *
 * @param atMicros wall time, in microseconds since 1970
 * @param why for people
 */
public record Transition(
    long atMicros, Region region, BreakerState from, BreakerState to, String why) {}
