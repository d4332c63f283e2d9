package dev.weir.node.bridge;

import java.util.List;

/**
 * What each node tells those of its region, each second.
 *
 * @param hot the channels that are read most at this node, at most {@value Digest#MAX_HOT}
 */
record Report(Stamp stamp, NodeReport node, List<HotRate> hot) {

  Report {
    hot = List.copyOf(hot);
  }
}
