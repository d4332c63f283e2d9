package dev.weir.chaos.cluster;

import dev.weir.topology.Region;
import java.util.List;

/**
 * One region to run: a database and some nodes.
 *
 * @param number the region's number in message ids
 * @param databaseAddress an address of this machine's loopback network
 */
public record RegionPlan(Region region, int number, String databaseAddress, List<NodePlan> nodes) {

  public RegionPlan {
    nodes = List.copyOf(nodes);
  }
}
