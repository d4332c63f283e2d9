package dev.weir.node.failover;

import dev.weir.messages.Room;
import dev.weir.topology.Region;

/**
 * A region that can be asked: this node's own, through its rooms, or another, through a link. Its
 * room answers every call by the call's deadline: what never answers is never counted out.
 */
public interface Target {

  Region region();

  /** Where its requests go; as all rooms, never blocks. */
  Room room();

  /** Whether there is any point in asking it now. Quick, never blocks; any thread. */
  boolean isReachable();
}
