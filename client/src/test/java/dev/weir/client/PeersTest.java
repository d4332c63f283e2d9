package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Served;
import dev.weir.topology.NodeId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that asks others by name: at once or not at all. */
@Timeout(60)
class PeersTest extends RegionFixture {

  private final FakeNode self = node("eu-1", FakeNode.ACKNOWLEDGE);
  private final FakeNode second = node("eu-2", FakeNode.ACKNOWLEDGE);
  private final FakeNode third = node("eu-3", FakeNode.ACKNOWLEDGE);

  @Test
  void everyMemberIsConnected_butTheNodeItself() throws Exception {
    Peers peers = peers(PATIENT);
    peers.learn(table(1, self, second, third));
    await().until(() -> second.hellos().size() == 1 && third.hellos().size() == 1);
    assertThat(self.peers()).isEmpty();

    untilReached(peers, third);
    answer(ask(peers, third, 7));

    assertThat(flagsOf(third, 7)).containsExactly(true);
    assertThat(third.follows()).isEmpty();
  }

  @Test
  void whoIsNotConnected_orNotKnown_isNotConnectedAtOnce() {
    FakeNode mute = node("eu-4", FakeNode.ACKNOWLEDGE).onHello(FakeNode.SILENCE);
    Peers peers = peers(PATIENT);
    assertFails(ask(peers, second, 1), ErrorCode.NOT_CONNECTED);
    peers.learn(table(1, self, mute));
    assertFails(ask(peers, mute, 1), ErrorCode.NOT_CONNECTED);
    assertFails(ask(peers, second, 1), ErrorCode.NOT_CONNECTED);
    assertThat(peers.inFlight()).isZero();
  }

  @Test
  void brokenConnection_isLost_andNothingIsSentAgain() throws Exception {
    Peers peers = connected(PATIENT);
    second.script((peer, frame) -> peer.reset());
    assertFails(ask(peers, second, 7), ErrorCode.CONNECTION_LOST);
    second.script(FakeNode.ACKNOWLEDGE);
    // Without being asked for: a peer is needed at any time.
    await().until(() -> second.hellos().size() == 2);
    untilReached(peers, second);
    assertThat(flagsOf(second, 7)).hasSize(1);
    assertThat(flagsOf(third, 7)).isEmpty();
  }

  @Test
  void frozenPeer_isLost_thenNotConnectedAtOnce_untilItSpeaks() throws Exception {
    Peers peers = connected(Duration.ofMillis(200));
    second.freeze();
    assertFails(ask(peers, second, 7), ErrorCode.CONNECTION_LOST);
    assertFails(ask(peers, second, 8), ErrorCode.NOT_CONNECTED);
    second.thaw();
    untilReached(peers, second);
    assertThat(flagsOf(second, 8)).isEmpty();
    assertThat(second.peers()).hasSize(1);
  }

  @Test
  void refusals_arriveAsTheyAre() throws Exception {
    Peers peers = connected(PATIENT);
    second.script((peer, frame) -> peer.reply(frame.id(), draining()));
    assertFails(ask(peers, second, 7), ErrorCode.DRAINING);
    assertThat(flagsOf(third, 7)).isEmpty();
  }

  @Test
  void someoneElseAtAMembersAddress_isNotAsked() {
    FakeNode impostor = node("eu-9", FakeNode.ACKNOWLEDGE);
    second.onHello(impostor.welcoming(10));
    Peers peers = peers(PATIENT);
    peers.learn(table(1, self, second, third));
    await().until(() -> second.hellos().size() == 1);
    untilReached(peers, third);
    assertFails(ask(peers, second, 7), ErrorCode.NOT_CONNECTED);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void memberThatLeft_isClosed_andAnOlderTableDoesNotBringItBack() throws Exception {
    Peers peers = connected(PATIENT);
    peers.learn(table(2, self, third));
    await().until(() -> second.lastPeer().hasEnded());
    peers.learn(table(1, self, second, third));
    assertFails(ask(peers, second, 1), ErrorCode.NOT_CONNECTED);
    untilReached(peers, third);
    assertThat(second.peers()).hasSize(1);
  }

  @Test
  void close_failsWhatIsUnderWay() throws Exception {
    Peers peers = connected(PATIENT);
    second.script(FakeNode.SILENCE);
    CompletableFuture<Served<Acknowledged>> underWay = ask(peers, second, 7);
    await().until(() -> flagsOf(second, 7).size() == 1);
    peers.close();
    peers.close();
    assertFails(underWay, ErrorCode.CLIENT_CLOSED);
    assertFails(ask(peers, second, 8), ErrorCode.CLIENT_CLOSED);
    peers.learn(table(9, self, third));
  }

  private Peers peers(Duration suspectAfter) {
    return closing(
        Peers.start(
            PeersConfig.of(self.name())
                .withConnecting(impatient(suspectAfter, config(second).connecting()))));
  }

  private Peers connected(Duration suspectAfter) {
    Peers peers = peers(suspectAfter);
    peers.learn(table(1, self, second, third));
    untilReached(peers, second);
    untilReached(peers, third);
    return peers;
  }

  private static void untilReached(Peers peers, FakeNode node) {
    await()
        .atMost(SOON)
        .until(() -> ask(peers, node, 99).handle((answer, failure) -> failure == null).get());
  }

  private static CompletableFuture<Served<Acknowledged>> ask(
      Peers peers, FakeNode node, long author) {
    NodeId name = node.name();
    Deadline deadline = Deadline.in(Duration.ofSeconds(20), System::nanoTime);
    return peers.ask(name, append(author), Call.by(deadline)).toCompletableFuture();
  }
}
