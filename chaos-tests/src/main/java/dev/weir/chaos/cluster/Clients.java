package dev.weir.chaos.cluster;

import dev.weir.client.ClientConfig;
import dev.weir.client.Elsewhere;
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
   * @param all in the order of failover, which begins anew after the home
   */
  public static ClientConfig of(RegionPlan home, List<RegionPlan> all) {
    ClientConfig config = of(home);
    for (RegionPlan other : RegionPlan.after(home, all)) {
      config =
          config.withRegion(
              new Elsewhere(other.region(), other.nodes().stream().map(NodePlan::listen).toList()));
    }
    return config;
  }
}
