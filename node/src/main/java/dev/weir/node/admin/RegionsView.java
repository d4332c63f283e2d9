package dev.weir.node.admin;

import java.util.List;
import java.util.Optional;

/**
 * All regions, as one node knows them.
 *
 * @param node who knows it
 * @param region of that node
 * @param bridged whether the node has a bridge to other regions
 * @param siteMaster the node that speaks for its region on the bridge; empty if not known
 * @param regions the node's own first, then the others by name
 * @param failover what the node does about regions that fail; empty if it does nothing
 */
public record RegionsView(
    String node,
    String region,
    boolean bridged,
    Optional<String> siteMaster,
    List<RegionView> regions,
    Optional<FailoverView> failover) {

  public RegionsView {
    regions = List.copyOf(regions);
  }

  /** The regions that are not the node's own. */
  public List<RegionView> others() {
    return regions.stream().filter(each -> !each.region().equals(region)).toList();
  }
}
