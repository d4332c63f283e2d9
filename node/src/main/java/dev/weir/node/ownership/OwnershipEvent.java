package dev.weir.node.ownership;

import dev.weir.topology.RangeTable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the ownership machine is told. */
public sealed interface OwnershipEvent {

  /**
   * The cluster has another view.
   *
   * @param members by incarnation, the coordinator first
   * @param merged whether it joins views that were apart
   */
  record ViewSeen(List<UUID> members, boolean merged) implements OwnershipEvent {

    public ViewSeen {
      members = List.copyOf(members);
    }
  }

  /** What the map holds, whole. */
  record MapSeen(List<NodeCard> cards, Optional<RangeTable> table) implements OwnershipEvent {

    public MapSeen {
      cards = List.copyOf(cards);
    }
  }

  /** This node is ready to own, or is in another phase from here on. */
  record CardChanged(NodeCard own) implements OwnershipEvent {}

  /** Some time went by. */
  record TimerFired() implements OwnershipEvent {}
}
