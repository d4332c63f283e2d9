package dev.weir.chaos.cluster;

import dev.weir.topology.Region;
import java.util.List;
import java.util.Map;

/**
 * One region to run: a database and some nodes.
 *
 * @param number the region's number in message ids
 * @param databaseAddress an address of this machine
 * @param settings of every node, beside those that follow from the plan
 */
public record RegionPlan(
    Region region,
    int number,
    String databaseAddress,
    List<NodePlan> nodes,
    Map<String, String> settings) {

  public RegionPlan {
    nodes = List.copyOf(nodes);
    settings = Map.copyOf(settings);
  }

  /** A region whose nodes have the settings that follow from the plan. */
  public RegionPlan(Region region, int number, String databaseAddress, List<NodePlan> nodes) {
    this(region, number, databaseAddress, nodes, Map.of());
  }

  /** The same with these settings. */
  public RegionPlan with(Map<String, String> more) {
    return new RegionPlan(region, number, databaseAddress, nodes, more);
  }
}
