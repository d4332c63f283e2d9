package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Explanation.Role;
import dev.weir.messages.Page;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
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
import org.junit.jupiter.api.Test;

/** Nodes that send reads on to each other: each gathers its own readers, the owner those of all. */
class TwoNodesTest {

  private static final Member A = member("a");
  private static final Member B = member("b");

  private final Map<NodeId, RangeTable> tables = new HashMap<>();
  private final Map<NodeId, Coalescer> nodes = new HashMap<>();
  private final Tower database = new Tower();

  TwoNodesTest() {
    for (Member member : List.of(A, B)) {
      NodeId self = member.node();
      tables.put(self, ownedBy(A, B));
      Whereabouts whereabouts = new Whereabouts(self, () -> table(self));
      Route route =
          new Route(
              self, database, () -> nodes.get(self), new OtherNode(), () -> table(self), way -> {});
      nodes.put(
          self,
          new Coalescer(
              route,
              Tower.REGION,
              whereabouts,
              FlightSettings.DEFAULT,
              new RetryBudget(10),
              () -> database.nowNanos,
              FlightEvents.NONE));
    }
  }

  private Optional<RangeTable> table(NodeId node) {
    return Optional.of(tables.get(node));
  }

  private final class OtherNode implements Peers {
    @Override
    public <A extends Answer> CompletionStage<Served<A>> ask(
        NodeId node, Request<A> request, Call call) {
      return nodes.get(node).pass(request, call);
    }
  }

  @Test
  void readersAtBothNodes_costOneQuery() {
    List<CompletableFuture<Served<Page>>> readers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      readers.add(read(i % 2 == 0 ? A : B));
    }
    assertThat(database.queries).hasSize(1);
    Page page = Tower.page(3, 1);
    database.land(database.queries.getFirst(), page);
    assertThat(readers).allSatisfy(reader -> assertThat(reader.join().answer()).isEqualTo(page));
  }

  @Test
  void nodesThatTakeEachOtherForTheOwner_answerAllTheSame() {
    tables.put(A.node(), ownedBy(B, A));
    tables.put(B.node(), ownedBy(A, B));
    List<CompletableFuture<Served<Page>>> readers = List.of(read(A), read(B), read(A), read(B));
    assertThat(database.queries).as("neither waits for the other").isNotEmpty();
    for (int i = 0; i < database.queries.size(); i++) {
      database.land(database.queries.get(i), Page.EMPTY);
    }
    assertThat(readers).allMatch(CompletableFuture::isDone);
  }

  @Test
  void whatOneNodeWitnessed_isDemandedOfTheOther() {
    read(A);
    // B has heard of a write that A knows nothing of: by way of another owner, it may be.
    Token elsewhere = new Token(Tower.REGION, 99, 5);
    CompletableFuture<Served<Page>> reader =
        nodes
            .get(B.node())
            .pass(Tower.LATEST, database.call().after(Tokens.of(elsewhere)))
            .toCompletableFuture();
    assertThat(database.queries).as("the owner's open flight does not do").hasSize(2);
    database.land(database.queries.get(0), Page.EMPTY);
    assertThat(reader).isNotDone();
    database.land(database.queries.get(1), Page.EMPTY);
    assertThat(reader).isCompleted();
  }

  @Test
  void write_throughTheOtherNode_closesTheFlightsOfBoth() {
    read(A);
    read(B);
    nodes.get(B.node()).pass(Tower.append(), database.call());
    database.land(database.queries.get(1), new Acknowledged());
    read(A);
    read(B);
    assertThat(database.queries).as("one more read, for both").hasSize(3);
  }

  @Test
  void explanation_hasBothSteps() {
    read(A);
    CompletableFuture<Served<Page>> reader =
        nodes.get(B.node()).pass(Tower.LATEST, database.call().explain()).toCompletableFuture();
    database.land(database.queries.getFirst(), Page.EMPTY);
    var steps = reader.join().receipt().explanation().orElseThrow().steps();
    assertThat(steps).extracting(step -> step.node().name()).containsExactly("b", "a");
    assertThat(steps).extracting(step -> step.role()).containsExactly(Role.LED, Role.FOLLOWED);
    assertThat(steps.getFirst().owner()).contains(A.node());
  }

  private CompletableFuture<Served<Page>> read(Member node) {
    return nodes.get(node.node()).pass(Tower.LATEST, database.call()).toCompletableFuture();
  }

  private static RangeTable ownedBy(Member owner, Member standby) {
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
