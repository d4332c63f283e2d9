package dev.weir.chaos.cluster;

import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;

/** One node to run: its name, where clients reach it, and where operators do. */
public record NodePlan(NodeId id, NodeAddress listen, NodeAddress admin) {}
