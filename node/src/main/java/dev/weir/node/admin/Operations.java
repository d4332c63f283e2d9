package dev.weir.node.admin;

import java.util.List;

/** What operators may ask of a node, and do to it. Any thread. */
public interface Operations {

  /** What must hold for the node to be ready. */
  List<Check> checks();

  /** The node, and its region as it sees it. */
  NodeView status();

  /** Who owns what. */
  RangesView ranges();

  /** The channels that are read most at this node, at most {@code limit}. */
  List<HotChannel> top(int limit);

  /** All regions, as this node knows them. */
  RegionsView regions();

  /**
   * Gives an order for a region. Blocks for some seconds at most, while the database is asked to
   * keep it.
   *
   * @param by who orders it, at most 120 characters
   * @throws dev.weir.messages.WeirException {@code INVALID_ARGUMENT} for a region or an order that
   *     makes no sense; {@code EVACUATION_REFUSED} if the other regions could not carry it
   */
  OrderedView order(String region, RegionCommand command, String by);

  /**
   * Gives this node's ranges away, or takes some again. Blocks shortly, until the node has said so
   * to itself; the ranges move later.
   *
   * @return the status after it
   */
  NodeView drain(boolean away);
}
