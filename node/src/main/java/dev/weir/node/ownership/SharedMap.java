package dev.weir.node.ownership;

import dev.weir.node.cluster.ClusterConfig;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.util.UUID;
import java.util.function.Consumer;

/** The map that the nodes of a region share, and the view of who they are. */
public interface SharedMap extends AutoCloseable {

  /**
   * Joins the cluster of a region, or none if the node is to be alone. Blocks until this node has a
   * copy of the map.
   *
   * @throws dev.weir.messages.WeirException {@code PORT_TAKEN}, {@code CLUSTER_UNREACHABLE}
   */
  static SharedMap join(ClusterConfig config, Region region, NodeId node) {
    return config.discovery() instanceof ClusterConfig.Discovery.None
        ? new LoneMap()
        : InfinispanMap.join(config, region, node);
  }

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
