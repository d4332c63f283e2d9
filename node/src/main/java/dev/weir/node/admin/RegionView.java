package dev.weir.node.admin;

import java.util.List;
import java.util.Optional;

/**
 * A region, as one node knows it from the region's newest digest.
 *
 * @param number as in message ids; empty if it is not known
 * @param state {@code here} for the node's own, {@code fresh}, {@code stale} or {@code unknown}
 * @param ageMillis since the newest digest arrived; empty if none did
 * @param clock how far its clock is ahead of that of the node's own region; empty if not known
 * @param database how it finds its database; empty without a digest
 * @param epoch of its table; empty without one
 * @param nodes those of its nodes that tell of themselves
 * @param hot the channels that are read most there
 * @param load what it does; empty without a digest
 * @param order the last one given for it
 */
public record RegionView(
    String region,
    Optional<Integer> number,
    String state,
    Optional<Long> ageMillis,
    Optional<Clock> clock,
    Optional<Database> database,
    Optional<EpochView> epoch,
    List<Node> nodes,
    List<Hot> hot,
    Optional<Load> load,
    Optional<OrderView> order) {

  public static final String HERE = "here";
  public static final String FRESH = "fresh";

  /**
   * How far a clock is ahead.
   *
   * @param offsetMicros below zero if it is behind
   * @param errorMicros by how much that may be wrong at most
   */
  public record Clock(long offsetMicros, long errorMicros) {}

  /** How a region finds its database. */
  public record Database(boolean well, String detail) {}

  /**
   * A node of the region.
   *
   * @param address where clients reach it
   * @param owned ranges that it owns
   */
  public record Node(String node, String address, boolean ready, boolean draining, int owned) {}

  /**
   * A channel that is read often.
   *
   * @param channel its number, as text because JavaScript rounds large numbers
   */
  public record Hot(String channel, long readsPerSecond) {}

  /**
   * What a region does, and could.
   *
   * @param requestsPerSecond in the last second
   * @param inFlight requests that it works at now
   * @param limit the most that it would work at, at once
   * @param carries requests a second that it could carry, as is estimated
   */
  public record Load(long requestsPerSecond, long inFlight, long limit, long carries) {}

  public RegionView {
    nodes = List.copyOf(nodes);
    hot = List.copyOf(hot);
  }

  /** Nodes that should get requests. */
  public long ready() {
    return nodes.stream().filter(Node::ready).count();
  }
}
