package dev.weir.chaos.cluster;

import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;

/**
 * One node to run: its name, where clients reach it, where operators do, and where the other nodes
 * of its region do.
 */
public record NodePlan(NodeId id, NodeAddress listen, NodeAddress admin, NodeAddress cluster) {

  private static final int ADMIN_OFFSET = 80;
  private static final int CLUSTER_OFFSET = 100;

  /** A node of this machine: its ports lie 80 and 100 above that for clients. */
  public static NodePlan local(String id, int port) {
    return new NodePlan(
        new NodeId(id), local(port), local(port + ADMIN_OFFSET), local(port + CLUSTER_OFFSET));
  }

  private static NodeAddress local(int port) {
    return new NodeAddress("127.0.0.1", port);
  }
}
