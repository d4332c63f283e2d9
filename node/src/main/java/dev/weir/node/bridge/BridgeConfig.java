package dev.weir.node.bridge;

import dev.weir.node.cluster.ClusterConfig;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a node takes part in the bridge between regions. Four ports are used: that of {@code listen}
 * for the nodes of the region, the one {@value #RELAY_OFFSET} above it for other regions while this
 * node is its region's site master, and on those 100 above each of them nodes watch whether others
 * live.
 *
 * @param home this node's region, one of {@code regions}
 * @param number of the home region, as in message ids
 * @param listen where this node is reached by the others, as in {@code regions}
 * @param regions all regions, this one with them
 * @param tls proves to each other who they are, and encrypts; without it only for closed networks
 * @param failureTimeout without a sign of life until a node of the region is suspected
 */
public record BridgeConfig(
    Region home,
    int number,
    NodeAddress listen,
    Map<Region, Peer> regions,
    Optional<ClusterConfig.Tls> tls,
    Duration failureTimeout) {

  /** How far above a node's port the one lies at which other regions' site masters reach it. */
  public static final int RELAY_OFFSET = 1_000;

  /** The highest port at which a node can listen, for the sake of those above it. */
  public static final int MAX_PORT = 65_535 - RELAY_OFFSET - ClusterConfig.WATCH_OFFSET;

  /** How long a region may be silent on a line across the world until JGroups takes it for gone. */
  private static final Duration RELAY_TIMEOUT = Duration.ofSeconds(6);

  /**
   * One region.
   *
   * @param number as in message ids, if it is known before its first digest
   * @param nodes where its nodes listen for the bridge, all or some of them
   */
  public record Peer(OptionalInt number, List<NodeAddress> nodes) {

    public Peer {
      nodes = List.copyOf(nodes);
    }
  }

  public BridgeConfig {
    regions = Map.copyOf(regions);
    if (!regions.containsKey(home)) {
      throw new IllegalArgumentException(
          "the node's own region %s is not one of %s".formatted(home, regions.keySet()));
    }
  }

  /** The cluster of this region's nodes. */
  ClusterConfig regional() {
    return new ClusterConfig(
        listen, new ClusterConfig.Discovery.Fixed(nodes(home)), tls, failureTimeout);
  }

  /** The cluster of all regions' site masters. */
  ClusterConfig relay() {
    List<NodeAddress> all =
        regions.keySet().stream().flatMap(region -> nodes(region).stream()).toList();
    return new ClusterConfig(
        above(listen),
        new ClusterConfig.Discovery.Fixed(all.stream().map(BridgeConfig::above).toList()),
        tls,
        RELAY_TIMEOUT);
  }

  private List<NodeAddress> nodes(Region region) {
    Peer peer = regions.get(region);
    return peer == null ? List.of() : peer.nodes();
  }

  private static NodeAddress above(NodeAddress address) {
    return new NodeAddress(address.host(), address.port() + RELAY_OFFSET);
  }

  /** The ports that the node must be able to listen at. */
  List<Integer> ports() {
    int port = listen.port();
    int watch = ClusterConfig.WATCH_OFFSET;
    return List.of(port, port + watch, port + RELAY_OFFSET, port + RELAY_OFFSET + watch);
  }
}
