package dev.weir.chaos.sim.stage;

import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.util.List;

/** What the regions and their nodes are called, and where they are. */
final class RegionNames {

  private static final List<String> NAMES = List.of("eu", "us", "ap");
  private static final int PORT = 7_400;

  private RegionNames() {}

  static Region region(int number) {
    return new Region(NAMES.get(number));
  }

  static NodeId node(int region, int number) {
    return new NodeId(NAMES.get(region) + "-" + (number + 1));
  }

  static NodeAddress address(int region, int number) {
    return new NodeAddress("10.%d.%d.1".formatted(region, number + 1), PORT);
  }

  /** Of a node that was never there. */
  static NodeAddress nowhere(int region) {
    return new NodeAddress("10.%d.99.1".formatted(region), PORT);
  }
}
