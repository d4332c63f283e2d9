package dev.weir.chaos.observed;

import dev.weir.topology.Epoch;

/**
 * A node took up a range table (I10).
 *
 * @param incarnation of the node: another one each time it starts
 * @param nanos when; adoptions of one incarnation are told in their order
 */
public record Adoption(long incarnation, Epoch epoch, long nanos) {}
