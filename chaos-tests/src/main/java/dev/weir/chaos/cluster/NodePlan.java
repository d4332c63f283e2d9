package dev.weir.chaos.cluster;

import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import java.util.Optional;

/**
 * One node to run: its name, where clients reach it, where operators do, where the other nodes of
 * its region do, and where those of other regions do.
 *
 * @param namespace the network namespace that it runs in, if not in this process's
 */
public record NodePlan(
    NodeId id,
    NodeAddress listen,
    NodeAddress admin,
    NodeAddress cluster,
    NodeAddress bridge,
    Optional<String> namespace) {

  private static final int ADMIN_OFFSET = 80;
  private static final int CLUSTER_OFFSET = 100;
  private static final int BRIDGE_OFFSET = 500;

  /** A node of this machine: its ports lie 80, 100 and 500 above that for clients. */
  public static NodePlan local(String id, int port) {
    return at(id, "127.0.0.1", port, Optional.empty());
  }

  /** A node in a network namespace of its own, on the usual ports. */
  public static NodePlan in(String namespace, String id, String address) {
    return at(id, address, 7_400, Optional.of(namespace));
  }

  private static NodePlan at(String id, String host, int port, Optional<String> namespace) {
    return new NodePlan(
        new NodeId(id),
        new NodeAddress(host, port),
        new NodeAddress(host, port + ADMIN_OFFSET),
        new NodeAddress(host, port + CLUSTER_OFFSET),
        new NodeAddress(host, port + BRIDGE_OFFSET),
        namespace);
  }
}
