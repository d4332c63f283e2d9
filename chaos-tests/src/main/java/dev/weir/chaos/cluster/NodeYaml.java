package dev.weir.chaos.cluster;

import dev.weir.node.database.Member;
import dev.weir.topology.NodeAddress;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration of a node, as it follows from the plan of all regions. */
final class NodeYaml {

  private final List<RegionPlan> regions;
  private final RegionPlan region;
  private final NodePlan node;

  private NodeYaml(List<RegionPlan> regions, RegionPlan region, NodePlan node) {
    this.regions = regions;
    this.region = region;
    this.node = node;
  }

  /**
   * The file's text.
   *
   * @param regions all of them
   * @param region the node's own, which may be left out of {@code regions}: then it knows no other
   * @param node one of the region's plan, or another one
   */
  static String of(List<RegionPlan> regions, RegionPlan region, NodePlan node) {
    return new NodeYaml(regions, region, node).own() + ofOthers(regions, region, node);
  }

  /** What a node is told of other regions; nothing if there are none that know of its own. */
  static String ofOthers(List<RegionPlan> regions, RegionPlan region, NodePlan node) {
    return regions.size() > 1 && regions.contains(region)
        ? new NodeYaml(regions, region, node).others()
        : "";
  }

  private String own() {
    List<String> mates =
        Stream.concat(region.nodes().stream(), Stream.of(node))
            .map(mate -> mate.cluster().toString())
            .distinct()
            .toList();
    return """
    id: %s
    region: %s
    listen: %s
    insecure: %s
    admin:
      listen: %s
    ids:
      region: %d
    cluster:
      discovery: %s
      listen: %s
      members: "%s"
    database:
      contact-points: %s:%d
      create-replication: "%s"
    """
        .formatted(
            node.id(),
            region.region(),
            node.listen(),
            node.namespace().isPresent(),
            node.admin(),
            region.number(),
            mates.size() > 1 ? "static" : "none",
            node.cluster(),
            mates.size() > 1 ? String.join(", ", mates) : "",
            region.databaseAddress(),
            Member.CQL_PORT,
            regions.stream().map(each -> each.region() + "=1").collect(Collectors.joining(", ")));
  }

  /** Who the other regions are, in the order of failover: that of the plan, after the own one. */
  private String others() {
    String peers =
        RegionPlan.after(region, regions).stream()
            .map(each ->
                "%s/%d = %s"
                    .formatted(each.region(), each.number(), addresses(each, NodePlan::listen)))
            .collect(Collectors.joining("; "));
    String members =
        regions.stream()
            .map(each -> "%s = %s".formatted(each.region(), addresses(each, NodePlan::bridge)))
            .collect(Collectors.joining("; "));
    return """
    regions:
      peers: "%s"
    bridge:
      listen: %s
      members: "%s"
    """
        .formatted(peers, node.bridge(), members);
  }

  private static String addresses(RegionPlan region, Function<NodePlan, NodeAddress> address) {
    return region.nodes().stream()
        .map(address)
        .map(NodeAddress::toString)
        .collect(Collectors.joining(", "));
  }
}
