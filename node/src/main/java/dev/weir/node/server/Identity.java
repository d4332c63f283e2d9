package dev.weir.node.server;

import dev.weir.topology.NodeId;
import dev.weir.topology.Region;

/** What a node says of itself when a client connects. */
public record Identity(NodeId node, Region region) {}
