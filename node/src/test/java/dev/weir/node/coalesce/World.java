package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.node.budget.RetryBudget;
import dev.weir.node.route.Peers;
import dev.weir.node.route.Route;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Two nodes of one region before one store, and one of another region before a store of its own, to
 * which nothing was replicated yet. The first node owns the channel.
 */
final class World {

  /** The rooms of a node that are put to the test. */
  interface Design {

    /** The last room, which gives tokens. */
    Room origin(GatedStore store, int region, long incarnation, LongSupplier sequence);

    /** The room before the last one, which tries again. */
    default Room retrying(Room origin) {
      return LoneRegion.before(origin, () -> 0, new RetryBudget(10));
    }

    /** The room that lets reads share. */
    Room sharing(Room next, int region, Whereabouts whereabouts);
  }

  static final Member A = member("a");
  static final Member B = member("b");
  static final Member C = member("c");
  static final int HOME = 1;
  static final int ABROAD = 2;

  final GatedStore home = new GatedStore();
  final GatedStore abroad = new GatedStore();
  private final Map<NodeId, RangeTable> tables = new HashMap<>();
  private final Map<NodeId, Room> nodes = new HashMap<>();
  private final Design design;
  private final List<Runnable> underWay = new ArrayList<>();
  private boolean slow;
  private long sequence = 1_000;

  World(Design design) {
    this.design = design;
    add(A, home, HOME, ownedBy(A, B));
    add(B, home, HOME, ownedBy(A, B));
    add(C, abroad, ABROAD, ownedBy(C, A));
  }

  private void add(Member member, GatedStore store, int region, RangeTable table) {
    NodeId self = member.node();
    tables.put(self, table);
    Whereabouts whereabouts = new Whereabouts(self, () -> Optional.of(tables.get(self)));
    Room origin = design.retrying(design.origin(store, region, nodes.size() + 1, () -> ++sequence));
    Route route =
        new Route(
            self,
            origin,
            () -> nodes.get(self),
            new Others(),
            () -> Optional.of(tables.get(self)),
            way -> {});
    nodes.put(self, design.sharing(route, region, whereabouts));
  }

  /** B takes itself for the owner, as A does. */
  void split() {
    tables.put(B.node(), ownedBy(B, A));
  }

  /** A and B each take the other for the owner; what they ask each other is long under way. */
  void confuse() {
    tables.put(A.node(), ownedBy(B, A));
    slow = true;
  }

  /** What nodes asked each other arrives. */
  void deliver() {
    slow = false;
    underWay.forEach(Runnable::run);
  }

  Room node(Member member) {
    return nodes.get(member.node());
  }

  static Call call() {
    return Call.by(new Deadline(Long.MAX_VALUE));
  }

  private final class Others implements Peers {
    @Override
    public <A extends Answer> CompletionStage<Served<A>> ask(
        NodeId node, Request<A> request, Call call) {
      CompletableFuture<Void> arrival = new CompletableFuture<>();
      if (slow) {
        underWay.add(() -> arrival.complete(null));
      } else {
        arrival.complete(null);
      }
      return arrival.thenCompose(arrived -> nodes.get(node).pass(request, call));
    }
  }

  static RangeTable ownedBy(Member owner, Member standby) {
    return RangeTable.of(
        new Region("eu"),
        new Epoch(1, owner.node()),
        List.of(owner, standby),
        new int[] {0},
        new int[] {1});
  }

  private static Member member(String name) {
    return new Member(new NodeId(name), new NodeAddress("127.0.0.1", 7_400));
  }
}
