package dev.weir.chaos.drill.spec;

import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.util.List;

/**
 * A region that a drill is done to, or that stands in.
 *
 * @param number as in message ids
 * @param clients where clients reach its nodes
 * @param admin where operators do
 */
public record Target(
    Region region, int number, List<NodeAddress> clients, List<NodeAddress> admin) {

  public Target {
    clients = List.copyOf(clients);
    admin = List.copyOf(admin);
  }
}
