package dev.weir.chaos.sim.members;

import dev.weir.chaos.sim.world.Host;
import dev.weir.node.ownership.NodeCard;
import dev.weir.node.ownership.OwnershipEvent;
import dev.weir.node.ownership.SharedMap;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;

/** One start of one node, as a member of its region's cluster. */
final class Member implements SharedMap {

  private final RegionGroup group;
  private final Host host;
  private final UUID incarnation;

  private final MapContent content = new MapContent();
  private final Map<UUID, Queue<Consumer<MapContent>>> ways = new HashMap<>();
  private Consumer<OwnershipEvent.ViewSeen> listener = view -> {};
  private List<UUID> view;
  private List<UUID> expected;
  private boolean gone;

  Member(RegionGroup group, Host host, UUID incarnation) {
    this.group = group;
    this.host = host;
    this.incarnation = incarnation;
    this.view = List.of(incarnation);
    this.expected = view;
    host.atDeath(this::left);
  }

  Host host() {
    return host;
  }

  MapContent content() {
    return content;
  }

  /** The view that it was told last. */
  List<UUID> view() {
    return view;
  }

  /** Whether this is the view that it is to have, or has. */
  boolean expects(List<UUID> members) {
    return expected.equals(members);
  }

  /** What is on its way to another one. */
  Queue<Consumer<MapContent>> wayTo(Member other) {
    return ways.computeIfAbsent(other.incarnation, _ -> new ArrayDeque<>());
  }

  /** Whether another one is, or will be, in its view. */
  boolean isToSee(UUID other) {
    return view.contains(other) || expected.contains(other);
  }

  void expect(List<UUID> members) {
    expected = members;
  }

  boolean isGone() {
    return gone;
  }

  /** Takes a view over, and says so. */
  void see(List<UUID> members, boolean merged) {
    if (!gone) {
      view = members;
      expected = members;
      listener.accept(new OwnershipEvent.ViewSeen(members, merged));
    }
  }

  private void left() {
    gone = true;
    group.left(this);
  }

  @Override
  public UUID incarnation() {
    return incarnation;
  }

  @Override
  public void onView(Consumer<OwnershipEvent.ViewSeen> views) {
    listener = views;
    views.accept(new OwnershipEvent.ViewSeen(view, false));
  }

  @Override
  public OwnershipEvent.MapSeen read() {
    return new OwnershipEvent.MapSeen(List.copyOf(content.cards().values()), content.table());
  }

  @Override
  public void put(RangeTable table, long atMicros) {
    boolean older =
        content.table().filter(there -> there.epoch().isNewerThan(table.epoch())).isPresent();
    if (!older) {
      content.put(table, atMicros);
      group.tell(this, copy -> copy.put(table, atMicros));
    }
  }

  @Override
  public void put(NodeCard card) {
    content.cards().put(card.member().node(), card);
    group.tell(this, copy -> copy.cards().put(card.member().node(), card));
  }

  @Override
  public void remove(NodeId node) {
    content.cards().remove(node);
    group.tell(this, copy -> copy.cards().remove(node));
  }

  @Override
  public long plannedMicros() {
    return content.plannedMicros();
  }

  @Override
  public void close() {
    if (!gone) {
      left();
    }
  }
}
