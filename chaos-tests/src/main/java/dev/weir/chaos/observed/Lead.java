package dev.weir.chaos.observed;

import dev.weir.topology.Epoch;

/**
 * A node began a flight as the owner of its channel (I10).
 *
 * @param incarnation of the node
 * @param epoch of the table by which it was the owner
 * @param nanos when the flight began
 */
public record Lead(long incarnation, Epoch epoch, long nanos) {}
