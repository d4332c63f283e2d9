package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.workload.ChatLoadConfig;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.List;

/** What the demo runs: regions {@code eu} and {@code us}, two nodes each. */
final class DemoPlan {

  /** The first node listens where every other command looks by default. */
  static final int BASE_PORT = 7400;

  /** The databases' addresses begin with this. */
  static final String NETWORK = "127.0.1";

  private static final double APPEND_SHARE = 0.05;
  private static final int CHANNELS = 500;
  private static final double HOT_SHARE = 0.3;
  private static final int PAGE_LIMIT = 50;

  /** Of each request of the load. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private DemoPlan() {}

  static ChatLoadConfig load(int requestsPerSecond) {
    return new ChatLoadConfig(
        requestsPerSecond, APPEND_SHARE, CHANNELS, HOT_SHARE, PAGE_LIMIT, TIMEOUT);
  }

  /** The regions, apart from those of another base port and network. */
  static List<RegionPlan> regions(int basePort, String network) {
    return List.of(
        new RegionPlan(
            new Region("eu"),
            0,
            network + ".1",
            List.of(NodePlan.local("eu-1", basePort), NodePlan.local("eu-2", basePort + 1))),
        new RegionPlan(
            new Region("us"),
            1,
            network + ".2",
            List.of(NodePlan.local("us-1", basePort + 10), NodePlan.local("us-2", basePort + 11))));
  }
}
