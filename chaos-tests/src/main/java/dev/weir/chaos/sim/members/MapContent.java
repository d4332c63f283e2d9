package dev.weir.chaos.sim.members;

import dev.weir.node.ownership.NodeCard;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One member's copy of the map. */
final class MapContent {

  private final Map<NodeId, NodeCard> cards = new TreeMap<>();
  private Optional<RangeTable> table = Optional.empty();
  private long plannedMicros;

  Map<NodeId, NodeCard> cards() {
    return cards;
  }

  Optional<RangeTable> table() {
    return table;
  }

  long plannedMicros() {
    return plannedMicros;
  }

  void put(RangeTable newer, long atMicros) {
    table = Optional.of(newer);
    plannedMicros = atMicros;
  }

  /** Becomes as another copy is, losing what that lacks. */
  void become(MapContent other) {
    Map<NodeId, NodeCard> theirs = new TreeMap<>(other.cards);
    cards.clear();
    cards.putAll(theirs);
    table = other.table;
    plannedMicros = other.plannedMicros;
  }
}
