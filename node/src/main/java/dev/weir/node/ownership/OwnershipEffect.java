package dev.weir.node.ownership;

import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;

/** What the ownership machine wants done. */
sealed interface OwnershipEffect {

  /** Serve by this table, and tell clients. */
  record Adopt(RangeTable table) implements OwnershipEffect {}

  /** Put the table into the map. */
  record PublishTable(RangeTable table) implements OwnershipEffect {}

  /** Take the card of a node that is gone for good out of the map. */
  record RemoveCard(NodeId node) implements OwnershipEffect {}

  /** Put this node's card into the map. */
  record PublishCard(NodeCard card) implements OwnershipEffect {}
}
