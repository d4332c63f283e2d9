package dev.weir.node.ownership;

import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.UUID;
import java.util.function.Consumer;

/** The map that the nodes of a region share, and the view of who they are. */
public interface SharedMap extends AutoCloseable {

  /** This node's address in views. */
  UUID incarnation();

  /**
   * Has each further view told, the present one first, on any thread but one at a time.
   *
   * @param views takes a view at once, without blocking
   */
  void onView(Consumer<OwnershipEvent.ViewSeen> views);

  /** What this node's copy holds; does not block. */
  OwnershipEvent.MapSeen read();

  /**
   * Puts the table, unless the copy here holds a newer one. Blocks until all have it, or while a
   * dead member is not yet suspected.
   *
   * @param atMicros when it was planned, in microseconds since 1970
   */
  void put(RangeTable table, long atMicros);

  /** Puts this node's card. Blocks as {@link #put(RangeTable, long)} does. */
  void put(NodeCard card);

  /** Takes a node's card out. Blocks as {@link #put(RangeTable, long)} does. */
  void remove(NodeId node);

  /** When the table in the map was planned, by its coordinator's clock; 0 if there is none. */
  long plannedMicros();

  @Override
  void close();
}
