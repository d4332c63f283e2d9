package dev.weir.node.bridge;

import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;

/**
 * A node, as it tells the other regions of itself.
 *
 * @param address where clients reach it
 * @param ready whether it should get requests
 * @param draining whether it gives its ranges away, or has done so
 * @param owned ranges that it owns
 * @param database how it finds its region's database
 */
public record NodeReport(
    NodeId node,
    NodeAddress address,
    boolean ready,
    boolean draining,
    int owned,
    Load load,
    DatabaseHealth database) {}
