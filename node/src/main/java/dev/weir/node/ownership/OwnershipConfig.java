package dev.weir.node.ownership;

import dev.weir.node.cluster.ClusterConfig;

/** How a node takes part in its region: how it finds the others, and what it does with them. */
public record OwnershipConfig(ClusterConfig cluster, OwnershipSettings settings) {}
