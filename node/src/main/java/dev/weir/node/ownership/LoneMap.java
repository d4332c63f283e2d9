package dev.weir.node.ownership;

import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The map of a node without peers. */
final class LoneMap implements SharedMap {

  private final UUID incarnation = new UUID(0, 1);
  private volatile List<NodeCard> cards = List.of();
  private volatile Optional<RangeTable> table = Optional.empty();
  private volatile long plannedMicros;

  @Override
  public UUID incarnation() {
    return incarnation;
  }

  @Override
  public void onView(Consumer<OwnershipEvent.ViewSeen> views) {
    views.accept(new OwnershipEvent.ViewSeen(List.of(incarnation), false));
  }

  @Override
  public OwnershipEvent.MapSeen read() {
    return new OwnershipEvent.MapSeen(cards, table);
  }

  @Override
  public void put(RangeTable newer, long atMicros) {
    table = Optional.of(newer);
    plannedMicros = atMicros;
  }

  @Override
  public void put(NodeCard card) {
    cards = List.of(card);
  }

  @Override
  public void remove(NodeId node) {
    cards = List.of();
  }

  @Override
  public long plannedMicros() {
    return plannedMicros;
  }

  @Override
  public void close() {}
}
