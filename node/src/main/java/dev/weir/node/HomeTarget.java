package dev.weir.node;

import dev.weir.messages.Room;
import dev.weir.node.failover.Target;
import dev.weir.topology.Region;
import java.util.function.BooleanSupplier;

/**
 * This node's own region as a target.
 *
 * @param reachable whether a connection to the database stands; quick
 */
record HomeTarget(Region region, Room room, BooleanSupplier reachable) implements Target {

  @Override
  public boolean isReachable() {
    return reachable.getAsBoolean();
  }
}
