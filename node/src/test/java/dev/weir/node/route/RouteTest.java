package dev.weir.node.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Channels;
import dev.weir.messages.Deadline;
import dev.weir.messages.Delete;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteTest {

  private static final Member A = member("a");
  private static final Member B = member("b");
  private static final Member C = member("c");
  private static final Call CALL = Call.by(new Deadline(Long.MAX_VALUE));
  private static final Get GET = new Get(new ChannelId(42), MessageId.MIN);

  private final List<String> served = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private Optional<ErrorCode> peersFail = Optional.empty();
  private List<NodeId> lost = List.of(A.node(), B.node());

  @Test
  void owner_servesItself() {
    ask(A, table(A, B), CALL);
    assertThat(served).containsExactly("here");
    assertThat(ways).containsExactly(Way.OWNED);
  }

  @Test
  void other_asksTheOwner_whichServesWhateverItsTableSays() {
    ask(C, table(A, B), CALL);
    assertThat(served).containsExactly("a forwarded");
    assertThat(ways).containsExactly(Way.SENT_ON);
  }

  @Test
  void forwardedRequest_makesNoSecondHop() {
    ask(B, table(A, B), CALL.forward());
    ask(C, table(A, B), CALL.forward());
    ask(A, table(A, B), CALL.forward());
    assertThat(served).containsExactly("here", "here", "here");
    assertThat(ways).containsExactly(Way.STANDBY, Way.FOREIGN, Way.OWNED);
  }

  @Test
  void twoNodes_thatEachTakeTheOtherForTheOwner_answerInOneHop() {
    RangeTable ofA = table(B, A);
    RangeTable ofB = table(A, B);
    List<String> hops = new ArrayList<>();
    Route[] routes = new Route[2];
    routes[0] = route(A, ofA, peer(hops, routes, 1));
    routes[1] = route(B, ofB, peer(hops, routes, 0));
    routes[0].get(GET, CALL).toCompletableFuture().join();
    assertThat(hops).containsExactly("b");
    assertThat(served).containsExactly("here");
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_CONNECTED", "CONNECTION_LOST", "DRAINING", "TOO_MANY_REQUESTS"})
  void unreachedOwner_isReplacedHere(ErrorCode code) {
    peersFail = Optional.of(code);
    ask(C, table(A, B), CALL);
    assertThat(served).containsExactly("a forwarded", "b forwarded", "here");
    assertThat(ways).containsExactly(Way.FALLEN_BACK);
  }

  @Test
  void unreachedOwner_isReplacedByTheStandby_whereAllMeetAgain() {
    lost = List.of(A.node());
    peersFail = Optional.of(ErrorCode.NOT_CONNECTED);
    ask(C, table(A, B), CALL);
    assertThat(served).containsExactly("a forwarded", "b forwarded");
    assertThat(ways).containsExactly(Way.SENT_INSTEAD);
  }

  @Test
  void standby_thatCannotReachTheOwner_servesItself() {
    peersFail = Optional.of(ErrorCode.NOT_CONNECTED);
    ask(B, table(A, B), CALL);
    assertThat(served).containsExactly("a forwarded", "here");
    assertThat(ways).containsExactly(Way.FALLEN_BACK);
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERLOADED", "UNAVAILABLE", "DEADLINE_EXCEEDED", "OUTCOME_UNKNOWN"})
  void ownersRefusal_isTheAnswer(ErrorCode code) {
    peersFail = Optional.of(code);
    assertThatThrownBy(() -> ask(C, table(A, B), CALL))
        .hasCauseInstanceOf(WeirException.class)
        .hasMessageContaining(code.name());
    assertThat(served).containsExactly("a forwarded");
    assertThat(ways).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERLOADED", "UNAVAILABLE"})
  void write_thatTheOwnerMayHaveKept_isUnknown_ifNobodyElseKeepsIt(ErrorCode refusal) {
    assertThat(writeRefusedBy(ErrorCode.CONNECTION_LOST, refusal))
        .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(writeRefusedBy(ErrorCode.NOT_CONNECTED, refusal)).isEqualTo(refusal);
    assertThat(writeRefusedBy(ErrorCode.DRAINING, refusal)).isEqualTo(refusal);
  }

  /** What becomes of a write that fails so at the owner, and so at the standby. */
  private static ErrorCode writeRefusedBy(ErrorCode owner, ErrorCode standby) {
    Asking asking =
        (node, request, call) -> {
          ErrorCode code = node.equals(A.node()) ? owner : standby;
          return CompletableFuture.failedFuture(new WeirException(code, code.name()));
        };
    Room nowhere =
        new Room() {
          @Override
          public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
            throw new AssertionError("the standby has answered");
          }
        };
    Route route =
        new Route(
            C.node(),
            nowhere,
            () -> nowhere,
            asking.peers(),
            () -> Optional.of(table(A, B)),
            way -> {});
    Delete delete = new Delete(new ChannelId(42), MessageId.MIN, 1);
    return route
        .pass(delete, CALL)
        .handle((served, failure) -> WeirException.of(failure).code())
        .toCompletableFuture()
        .join();
  }

  @Test
  void withoutTable_orChannel_theNodeServes() {
    Peers nobody = ((Asking) this::refuse).peers();
    Route route = new Route(A.node(), here(), this::here, nobody, Optional::empty, ways::add);
    route.get(GET, CALL).toCompletableFuture().join();
    Route routed = route(A, table(B, C), this::refuse);
    routed.channels(new Channels(Optional.empty(), 1), CALL).toCompletableFuture().join();
    assertThat(ways).containsExactly(Way.UNROUTED, Way.UNROUTED);
  }

  private void ask(Member self, RangeTable table, Call call) {
    route(self, table, this::refuseOrServe).get(GET, call).toCompletableFuture().join();
  }

  private Route route(Member self, RangeTable table, Asking asking) {
    return new Route(
        self.node(), here(), this::here, asking.peers(), () -> Optional.of(table), ways::add);
  }

  /** Peers as a lambda: an interface's generic method cannot be one. */
  private interface Asking {
    CompletionStage<? extends Answer> ask(NodeId node, Request<?> request, Call call);

    default Peers peers() {
      return new Peers() {
        @Override
        public <A extends Answer> CompletionStage<Served<A>> ask(
            NodeId node, Request<A> request, Call call) {
          return Asking.this
              .ask(node, request, call)
              .thenApply(answer -> Served.of(request.answerType().cast(answer), Receipt.NONE));
        }
      };
    }
  }

  private static Asking peer(List<String> hops, Route[] routes, int other) {
    return (node, request, call) -> {
      hops.add(node.name());
      return request.ask(routes[other], call);
    };
  }

  private CompletionStage<? extends Answer> refuse(NodeId node, Request<?> request, Call call) {
    throw new AssertionError("nobody is to be asked");
  }

  private CompletionStage<? extends Answer> refuseOrServe(
      NodeId node, Request<?> request, Call call) {
    served.add(node + (call.forwarded() ? " forwarded" : ""));
    return peersFail.isPresent() && lost.contains(node)
        ? CompletableFuture.failedFuture(new WeirException(peersFail.get(), peersFail.get().name()))
        : CompletableFuture.completedFuture(new dev.weir.messages.Found(Optional.empty()));
  }

  private Room here() {
    return new Room() {
      @Override
      public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
        served.add("here");
        Answer answer =
            request instanceof Get
                ? new dev.weir.messages.Found(Optional.empty())
                : new dev.weir.messages.ChannelPage(List.of(), Optional.empty());
        return CompletableFuture.completedFuture(
            Served.of(request.answerType().cast(answer), Receipt.NONE));
      }
    };
  }

  private static RangeTable table(Member owner, Member standby) {
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
