package dev.weir.node.bridge;

import dev.weir.topology.Region;

/**
 * How far another region's clock is ahead, as one region's site master finds it: half of the
 * difference between the ways there and back of two digests, as in NTP (RFC 5905). It is wrong by
 * at most half of what the way there and back takes, if all of it is spent one way.
 *
 * @param region whose clock
 * @param offsetMicros how far it is ahead; below zero, behind
 * @param errorMicros by how much that may be wrong at most
 */
public record ClockOffset(Region region, long offsetMicros, long errorMicros) {}
