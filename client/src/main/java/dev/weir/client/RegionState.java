package dev.weir.client;

import dev.weir.topology.Region;
import java.util.Optional;

/**
 * What a client makes of a region at a moment.
 *
 * @param region its name; empty while none of its nodes has said it, nor the configuration
 * @param home whether it is the client's own
 * @param reachable whether a node of it is connected, takes requests, and is not silent
 * @param share of all channels that the client asks it for, in percent; 0 to 100
 */
public record RegionState(Optional<Region> region, boolean home, boolean reachable, int share) {}
