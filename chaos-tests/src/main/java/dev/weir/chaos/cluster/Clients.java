package dev.weir.chaos.cluster;

import dev.weir.client.ClientConfig;
import java.util.List;

/** How clients find the nodes of a plan. */
public final class Clients {

  private Clients() {}

  /** A client of one region that knows no other. */
  public static ClientConfig of(RegionPlan only) {
    return ClientConfig.of(only.nodes().stream().map(NodePlan::listen).toList());
  }

  /**
   * A client that is at home in one region and knows the others.
   *
   * @param all in the order of failover, the home among them
   */
  public static ClientConfig of(RegionPlan home, List<RegionPlan> all) {
    return of(home);
  }
}
