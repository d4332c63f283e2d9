package dev.weir.node.bridge;

import dev.weir.node.orders.Orders;
import dev.weir.topology.Epoch;
import dev.weir.topology.Region;
import java.util.List;
import java.util.Optional;

/**
 * What a region tells the others of itself, each second.
 *
 * @param number of the region, as in message ids
 * @param epoch of the table that the site master serves by
 * @param nodes those that told the site master of themselves lately, at most {@value #MAX_NODES}
 * @param hot the channels that are read most in the region, at most {@value #MAX_HOT}
 * @param echoes that other regions' digests arrived
 * @param clocks how far other regions' clocks are ahead of the site master's
 * @param orders that the region knows, of all regions
 */
public record Digest(
    Region region,
    int number,
    Stamp stamp,
    Optional<Epoch> epoch,
    List<NodeReport> nodes,
    List<HotRate> hot,
    List<Echo> echoes,
    List<ClockOffset> clocks,
    Orders orders) {

  /** The most nodes that it names. */
  public static final int MAX_NODES = 1_000;

  /** The most channels that it names. */
  public static final int MAX_HOT = 32;

  /** The most regions that there can be: as many as there are numbers in message ids. */
  public static final int MAX_REGIONS = Orders.MAX;

  public Digest {
    nodes = List.copyOf(nodes);
    hot = List.copyOf(hot);
    echoes = List.copyOf(echoes);
    clocks = List.copyOf(clocks);
  }

  /** What the region's nodes do together. */
  public Load load() {
    long requests = 0;
    long inFlight = 0;
    long limit = 0;
    for (NodeReport node : nodes) {
      requests += node.load().requestsPerSecond();
      inFlight += node.load().inFlight();
      limit += node.load().limit();
    }
    return new Load(requests, inFlight, limit);
  }

  /** Nodes that should get requests. */
  public long ready() {
    return nodes.stream().filter(NodeReport::ready).count();
  }

  /**
   * How the region finds its database: well if most of its nodes find it so, in the words of the
   * first that does, else of the first that does not.
   */
  public DatabaseHealth database() {
    long well = nodes.stream().filter(node -> node.database().well()).count();
    boolean mostly = 2 * well > nodes.size();
    return nodes.stream()
        .map(NodeReport::database)
        .filter(health -> health.well() == mostly)
        .findFirst()
        .orElse(new DatabaseHealth(false, "no node tells of it"));
  }
}
