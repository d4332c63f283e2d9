package dev.weir.node.bridge;

import dev.weir.topology.Epoch;
import java.util.List;
import java.util.Optional;

/** What a node tells of itself and its region. Asked each second by the bridge's thread. */
public interface Home {

  /** This node, as it is now; must not block. */
  NodeReport report();

  /** The channels that clients read most at this node, the first first; must not block. */
  List<HotRate> hot();

  /** Of the table that this node serves by; empty before there is one. */
  Optional<Epoch> epoch();
}
