package dev.weir.node;

import dev.weir.messages.Call;
import dev.weir.node.orders.Order;
import dev.weir.node.orders.OrderTable;
import dev.weir.node.orders.Orders;
import dev.weir.node.ownership.NodeCard;
import dev.weir.node.ownership.OwnershipEvent;
import dev.weir.node.ownership.SharedMap;
import dev.weir.node.store.LeaseOutcome;
import dev.weir.node.store.LeaseRow;
import dev.weir.node.store.LeaseTable;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What the nodes of a region share, in memory: all see the same at once. One thread. */
final class VirtualRegion implements LeaseTable, OrderTable {

  private final Map<Integer, LeaseRow> leases = new TreeMap<>();
  private final Map<NodeId, NodeCard> cards = new TreeMap<>();
  private final List<UUID> members = new ArrayList<>();
  private final List<Consumer<OwnershipEvent.ViewSeen>> listeners = new ArrayList<>();
  private Optional<RangeTable> table = Optional.empty();
  private long plannedMicros;
  private Orders orders = Orders.NONE;

  /** Lets a node join. */
  SharedMap join() {
    Copy copy = new Copy(new UUID(0, members.size() + 1));
    members.add(copy.incarnation);
    tell();
    return copy;
  }

  private void tell() {
    listeners.forEach(listener -> listener.accept(new OwnershipEvent.ViewSeen(members, false)));
  }

  private final class Copy implements SharedMap {

    private final UUID incarnation;

    Copy(UUID incarnation) {
      this.incarnation = incarnation;
    }

    @Override
    public UUID incarnation() {
      return incarnation;
    }

    @Override
    public void onView(Consumer<OwnershipEvent.ViewSeen> views) {
      listeners.add(views);
      views.accept(new OwnershipEvent.ViewSeen(members, false));
    }

    @Override
    public OwnershipEvent.MapSeen read() {
      return new OwnershipEvent.MapSeen(List.copyOf(cards.values()), table);
    }

    @Override
    public void put(RangeTable newer, long atMicros) {
      table = Optional.of(newer);
      plannedMicros = atMicros;
    }

    @Override
    public void put(NodeCard card) {
      cards.put(card.member().node(), card);
    }

    @Override
    public void remove(NodeId node) {
      cards.remove(node);
    }

    @Override
    public long plannedMicros() {
      return plannedMicros;
    }

    @Override
    public void close() {
      members.remove(incarnation);
      tell();
    }
  }

  @Override
  public CompletionStage<LeaseOutcome> insert(int worker, LeaseRow wanted, Call call) {
    return outcome(Optional.ofNullable(leases.putIfAbsent(worker, wanted)));
  }

  @Override
  public CompletionStage<LeaseOutcome> take(int worker, LeaseRow last, LeaseRow wanted, Call call) {
    return outcome(
        leases.replace(worker, last, wanted)
            ? Optional.empty()
            : Optional.ofNullable(leases.get(worker)));
  }

  @Override
  public CompletionStage<LeaseOutcome> renew(int worker, LeaseRow wanted, Call call) {
    LeaseRow row = leases.get(worker);
    return row != null && row.holder().equals(wanted.holder())
        ? take(
            worker, row, new LeaseRow(row.holder(), row.sinceMicros(), wanted.untilMicros()), call)
        : outcome(Optional.ofNullable(row));
  }

  private static CompletionStage<LeaseOutcome> outcome(Optional<LeaseRow> standing) {
    return CompletableFuture.completedStage(new LeaseOutcome(standing.isEmpty(), standing));
  }

  @Override
  public CompletionStage<Map<Integer, LeaseRow>> read(Call call) {
    return CompletableFuture.completedStage(Map.copyOf(leases));
  }

  @Override
  public CompletionStage<Orders> read() {
    return CompletableFuture.completedStage(orders);
  }

  @Override
  public CompletionStage<?> write(Order order) {
    orders = orders.merge(Orders.of(List.of(order)));
    return CompletableFuture.completedStage(orders);
  }
}
