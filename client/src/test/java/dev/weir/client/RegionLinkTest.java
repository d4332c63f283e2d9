package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node can ask of another region, and how soon it hears that it cannot. */
@Timeout(60)
class RegionLinkTest extends RegionFixture {

  /** A link allows a second at least. */
  private Duration suspectAfter = PATIENT;

  private final FakeNode owner = node("eu-1", FakeNode.ACKNOWLEDGE);
  private final FakeNode standby = node("eu-2", FakeNode.ACKNOWLEDGE);

  @Test
  void requests_goToTheOwner_andAskItToStay() throws Exception {
    standby.tell(table(1, owner, standby));
    RegionLink link = connected(link("eu", standby));
    await()
        .until(() -> {
          answer(ask(link, 1));
          return !owner.requests().isEmpty();
        });
    answer(ask(link, 2));
    assertThat(asks(owner)).isNotEmpty().allMatch(Query.Ask::regional);
    assertThat(asks(standby)).allMatch(Query.Ask::regional);
    assertThat(flagsOf(owner, 2)).containsExactly(false);
    assertThat(link.inFlight()).isZero();
    assertThat(link.lastFailure()).isEmpty();
  }

  @Test
  void nobodyThere_isSaidAtOnce() throws Exception {
    RegionLink link = link("eu", unusedAddress());
    await().until(() -> link.lastFailure().isPresent());
    assertThat(link.isReachable()).isFalse();
    // Its deadline is twenty seconds away, and the test's patience half of that.
    assertFails(ask(link, 1), ErrorCode.NOT_CONNECTED);
    assertThat(link.inFlight()).isZero();
  }

  @Test
  void nodeOfAnotherRegion_isAskedNothing_andTheReasonKept() {
    RegionLink link = link("us", owner);
    await().until(() -> owner.hellos().size() > 1);
    assertThat(link.isReachable()).isFalse();
    assertThat(link.lastFailure().orElseThrow()).contains("is of region eu, not of us");
    assertFails(ask(link, 1), ErrorCode.NOT_CONNECTED);
    assertThat(owner.requests()).isEmpty();
    assertThat(owner.follows()).isEmpty();
  }

  @Test
  void brokenConnection_isTriedOnceMoreOnAnotherNode() throws Exception {
    RegionLink link = linkToBoth();
    owner.script(FakeNode.RESET);
    answer(ask(link, 7));
    assertThat(flagsOf(owner, 7)).hasSize(1);
    assertThat(flagsOf(standby, 7)).containsExactly(true);
  }

  @Test
  void brokenTwice_isLost() throws Exception {
    RegionLink link = linkToBoth();
    owner.script(FakeNode.RESET);
    standby.script(FakeNode.RESET);
    assertThat(failure(ask(link, 7)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST))
        .hasMessageContaining("sent 2 times");
  }

  @Test
  void onlyNodeThatBreaks_isLost_notWaitedFor() {
    owner.script(FakeNode.RESET);
    RegionLink link = connected(link("eu", owner));
    assertFails(ask(link, 7), ErrorCode.CONNECTION_LOST);
    assertThat(flagsOf(owner, 7)).hasSize(1);
  }

  @Test
  void onlyNodeThatDrains_saysSo() {
    owner.script((peer, frame) -> peer.reply(frame.id(), draining()));
    RegionLink link = connected(link("eu", owner));
    assertFails(ask(link, 7), ErrorCode.DRAINING);
  }

  @Test
  void silentNode_anotherOneIsAsked() throws Exception {
    suspectAfter = Duration.ofMillis(10);
    RegionLink link = linkToBoth();
    owner.freeze();
    answer(ask(link, 7));
    assertThat(flagsOf(standby, 7)).containsExactly(true);
  }

  @Test
  void silentNode_andTheOtherOneBreaks_isLost_longBeforeTheDeadline() throws Exception {
    suspectAfter = Duration.ofMillis(10);
    RegionLink link = linkToBoth();
    standby.script((peer, frame) -> {
      if (isBy(frame, 7)) {
        peer.reset();
      } else {
        peer.answer(frame.id(), new Acknowledged());
      }
    });
    owner.freeze();
    assertFails(ask(link, 7), ErrorCode.CONNECTION_LOST);
    assertThat(flagsOf(standby, 7)).containsExactly(true);
    assertThat(link.inFlight()).isZero();
  }

  @Test
  void onlyNodeThatFallsSilent_isLost_longBeforeTheDeadline_andUnreachable() throws Exception {
    suspectAfter = Duration.ofMillis(10);
    RegionLink link = connected(link("eu", owner));
    answer(ask(link, 1));
    owner.freeze();
    assertFails(ask(link, 7), ErrorCode.CONNECTION_LOST);
    assertThat(link.isReachable()).isFalse();
    assertFails(ask(link, 8), ErrorCode.NOT_CONNECTED);
    owner.thaw();
    await().until(link::isReachable);
    answer(ask(link, 9));
  }

  @Test
  void lease_isOfThatRegion() throws Exception {
    owner.leasing(3, 17, Duration.ofSeconds(60));
    RegionLink link = connected(link("eu", owner));
    UUID holder = new UUID(1, 2);
    Deadline deadline = Deadline.in(SOON, System::nanoTime);
    assertThat(
            answer(link.lease(holder, OptionalInt.of(17), deadline).toCompletableFuture()).lease())
        .satisfies(lease -> assertThat(lease.region()).isEqualTo(3))
        .satisfies(lease -> assertThat(lease.worker()).isEqualTo(17));
    assertThat(owner.leases()).containsExactly(new Query.LeaseWorker(holder, OptionalInt.of(17)));
    owner.close();
    await().until(() -> !link.isReachable());
    assertFails(
        link.lease(holder, OptionalInt.empty(), deadline).toCompletableFuture(),
        ErrorCode.NOT_CONNECTED);
  }

  @Test
  void newContacts_takeThePlaceOfTheOld() throws Exception {
    RegionLink link = connected(link("eu", owner));
    link.contacts(List.of(standby.address()));
    await().until(() -> owner.lastPeer().hasEnded() && link.isReachable());
    answer(ask(link, 7));
    assertThat(flagsOf(standby, 7)).hasSize(1);
    assertThatThrownBy(() -> link.contacts(List.of())).isInstanceOf(WeirException.class);
  }

  @Test
  void closedLink_failsWhatIsUnderWay() {
    owner.script(FakeNode.SILENCE);
    RegionLink link = connected(link("eu", owner));
    CompletableFuture<Acknowledged> asked = ask(link, 1);
    await().until(() -> !owner.requests().isEmpty());
    link.close();
    assertFails(asked, ErrorCode.CLIENT_CLOSED);
    assertFails(ask(link, 2), ErrorCode.CLIENT_CLOSED);
  }

  private RegionLink linkToBoth() throws Exception {
    owner.tell(table(1, owner, standby));
    RegionLink link = connected(link("eu", owner, standby));
    // Its connection to the standby comes only when it is missed.
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    owner.script((peer, frame) -> held.add(frame));
    standby.tell(table(2, standby, owner));
    owner.tell(table(2, standby, owner));
    await()
        .until(() -> {
          ask(link, 99);
          return !standby.requests().isEmpty();
        });
    owner.script(FakeNode.ACKNOWLEDGE);
    standby.tell(table(3, owner, standby));
    await()
        .until(() -> {
          int before = owner.requests().size();
          answer(ask(link, 99));
          return owner.requests().size() > before;
        });
    return link;
  }

  private static CompletableFuture<Acknowledged> ask(RegionLink link, long author) {
    Call call = Call.by(Deadline.in(Duration.ofSeconds(20), System::nanoTime));
    return link.append(append(author), call).toCompletableFuture();
  }

  private RegionLink link(String region, FakeNode... nodes) {
    return link(region, Arrays.stream(nodes).map(FakeNode::address).toArray(NodeAddress[]::new));
  }

  private RegionLink link(String region, NodeAddress... contacts) {
    Elsewhere elsewhere = new Elsewhere(new Region(region), List.of(contacts));
    Setup setup =
        Setup.linkTo(
            elsewhere,
            impatient(suspectAfter, connecting(Duration.ofSeconds(10), Duration.ofSeconds(10))));
    return closing(
        new RegionLink(
            elsewhere.region(),
            setup,
            Runnable::run,
            new MachineGround(System::nanoTime, InstantSource.system(), new SplittableRandom(1))));
  }

  private static RegionLink connected(RegionLink link) {
    await().atMost(SOON).until(link::isReachable);
    return link;
  }

  private static NodeAddress unusedAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return new NodeAddress("127.0.0.1", socket.getLocalPort());
    }
  }
}
