package dev.weir.chaos.sim.stage;

import java.time.Duration;

/**
 * What clients are like.
 *
 * @param perRegion how many are at home in each
 * @param timeout of their requests
 * @param suspectAfter as of {@link dev.weir.client.ClientConfig.Connecting}
 * @param tries as of {@link dev.weir.client.ClientConfig.Limits}
 * @param inFlight the same
 * @param knowOthers whether they know the other regions
 */
public record ClientPlan(
    int perRegion,
    Duration timeout,
    Duration suspectAfter,
    int tries,
    int inFlight,
    boolean knowOthers) {}
