package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.nemesis.RegionHosts;
import java.util.List;
import java.util.Optional;

/**
 * Where a demo runs.
 *
 * @param hosts one for each process; empty if all are on this one
 */
record DemoSites(List<RegionPlan> regions, Optional<RegionHosts> hosts) implements AutoCloseable {

  private static final int NODES = 2;

  DemoSites {
    regions = List.copyOf(regions);
  }

  /** All on this host. */
  static DemoSites together(int basePort, String network) {
    return new DemoSites(DemoPlan.regions(basePort, network), Optional.empty());
  }

  /** Each on a host of its own, which takes root. */
  static DemoSites apart() {
    RegionHosts hosts = RegionHosts.create(List.of("eu", "us"), NODES);
    return new DemoSites(hosts.plans(), Optional.of(hosts));
  }

  @Override
  public void close() {
    hosts.ifPresent(RegionHosts::close);
  }
}
