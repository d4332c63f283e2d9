package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.node.route.Peers;
import dev.weir.node.route.Route;
import dev.weir.topology.Member;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Three nodes of one region before one store. Each believes what the test lets it believe about the
 * owner of the channel, and what they tell each other arrives when the test says so, or never.
 */
final class Fleet {

  static final List<Member> MEMBERS = List.of(World.A, World.B, World.C);

  final GatedStore store = new GatedStore();

  /** Ways of requests to another node, and of answers back. */
  final List<CompletableFuture<Void>> ways = new ArrayList<>();

  private final Map<NodeId, RangeTable> tables = new HashMap<>();
  private final Map<NodeId, Room> nodes = new HashMap<>();
  private long sequence = 1_000;

  Fleet(World.Design design) {
    store.holdsWrites = true;
    for (Member member : MEMBERS) {
      NodeId self = member.node();
      believe(member, World.A);
      Room origin = design.origin(store, World.HOME, nodes.size() + 1, () -> ++sequence);
      Route route =
          new Route(
              self,
              origin,
              () -> nodes.get(self),
              new Others(),
              () -> Optional.of(tables.get(self)),
              way -> {});
      Whereabouts whereabouts = new Whereabouts(self, () -> Optional.of(tables.get(self)));
      nodes.put(self, design.sharing(route, World.HOME, whereabouts));
    }
  }

  Room node(Member member) {
    return nodes.get(member.node());
  }

  /** From now on a node takes another one, or itself, for the owner. */
  void believe(Member node, Member owner) {
    Member standby = owner.equals(World.A) ? World.B : World.A;
    tables.put(node.node(), World.ownedBy(owner, standby));
  }

  /** Something between two nodes is lost: a request, or the answer to one. */
  static void lose(CompletableFuture<Void> way) {
    way.completeExceptionally(new WeirException(ErrorCode.CONNECTION_LOST, "lost on its way"));
  }

  private final class Others implements Peers {
    @Override
    public <A extends Answer> CompletionStage<Served<A>> ask(
        NodeId node, Request<A> request, Call call) {
      return way()
          .thenCompose(arrived -> nodes.get(node).pass(request, call))
          .thenCompose(served -> way().thenApply(arrived -> served));
    }

    private CompletableFuture<Void> way() {
      CompletableFuture<Void> way = new CompletableFuture<>();
      ways.add(way);
      return way;
    }
  }
}
