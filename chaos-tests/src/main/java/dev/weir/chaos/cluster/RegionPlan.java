package dev.weir.chaos.cluster;

import dev.weir.node.database.Member;
import dev.weir.topology.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One region to run: a database and some nodes.
 *
 * @param number the region's number in message ids
 * @param databaseAddress an address of this machine
 * @param databaseNamespace the network namespace with that address; empty for this process's own
 * @param settings of every node, beside those that follow from the plan
 */
public record RegionPlan(
    Region region,
    int number,
    String databaseAddress,
    Optional<String> databaseNamespace,
    List<NodePlan> nodes,
    Map<String, String> settings) {

  public RegionPlan {
    nodes = List.copyOf(nodes);
    settings = Map.copyOf(settings);
  }

  /** A region whose nodes have the settings that follow from the plan. */
  public RegionPlan(Region region, int number, String databaseAddress, List<NodePlan> nodes) {
    this(region, number, databaseAddress, Optional.empty(), nodes, Map.of());
  }

  /** The same with these settings. */
  public RegionPlan with(Map<String, String> more) {
    return new RegionPlan(region, number, databaseAddress, databaseNamespace, nodes, more);
  }

  /** The same with its database in a network namespace, which has the database's address. */
  public RegionPlan withDatabaseIn(String namespace) {
    return new RegionPlan(region, number, databaseAddress, Optional.of(namespace), nodes, settings);
  }

  /** The others of some regions: those after a region, then those before it. */
  static List<RegionPlan> after(RegionPlan home, List<RegionPlan> all) {
    int place = all.indexOf(home);
    return Stream.concat(
            all.subList(place + 1, all.size()).stream(), all.subList(0, place).stream())
        .toList();
  }

  Member database() {
    Member member = new Member("db-" + region, databaseAddress, region.name(), "r1");
    return databaseNamespace.map(member::in).orElse(member);
  }
}
