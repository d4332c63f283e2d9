package dev.weir.node.bridge;

import dev.weir.topology.ChannelId;

/**
 * A channel that is read often in a region: its number, never what is in it.
 *
 * @param readsPerSecond by clients, at least
 */
public record HotRate(ChannelId channel, long readsPerSecond) {}
