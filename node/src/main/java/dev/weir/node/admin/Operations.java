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

  /**
   * Gives this node's ranges away, or takes some again. Blocks shortly, until the node has said so
   * to itself; the ranges move later.
   *
   * @return the status after it
   */
  NodeView drain(boolean away);
}
