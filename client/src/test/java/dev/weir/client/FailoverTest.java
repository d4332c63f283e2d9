package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.MessageId;
import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client when connections break, nodes lie, drain, hang or are not there. */
@Timeout(60)
class FailoverTest extends ClientFixture {

  private static final byte[] NO_FRAME = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes();

  @Test
  void reset_theSameIdAndBytesAreSentAgain() throws Exception {
    AtomicInteger resets = new AtomicInteger();
    FakeNode node =
        node((peer, frame) -> {
          if (resets.getAndIncrement() < 2) {
            peer.reset();
          } else {
            peer.answer(frame.id(), new Acknowledged());
          }
        });
    WeirClient client = connect(node);

    answer(ask(client, 1));

    assertThat(node.peers()).hasSize(3);
    List<byte[]> sent = node.bytes().stream().map(FailoverTest::withoutTimeLeft).toList();
    assertThat(sent).hasSize(3);
    assertThat(sent.get(1)).isEqualTo(sent.get(0));
    assertThat(sent.get(2)).isEqualTo(sent.get(0));
    assertThat(node.requests().get(2).left()).isLessThanOrEqualTo(node.requests().get(0).left());
  }

  @Test
  void reset_everyRequestUnderWayIsSentAgain() throws Exception {
    int count = 50;
    AtomicInteger received = new AtomicInteger();
    FakeNode node =
        node((peer, frame) -> {
          if (received.incrementAndGet() == count) {
            peer.reset();
          } else if (received.get() > count) {
            peer.answer(frame.id(), new Acknowledged());
          }
        });
    WeirClient client = connect(node);
    List<CompletableFuture<Acknowledged>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(ask(client, i));
    }
    for (CompletableFuture<Acknowledged> each : answers) {
      answer(each);
    }
    assertThat(received).hasValue(2 * count);
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void nodeThatAlwaysResets_isTriedThreeTimes() {
    FakeNode node = node(FakeNode.RESET);
    WeirException failure = failure(ask(connect(node), 1));
    assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    assertThat(failure)
        .hasMessageContaining("sent 3 times")
        .hasMessageContaining("" + node.address());
    assertThat(node.requests()).hasSize(3);
  }

  @Test
  void nodeThatDies_leavesItsRequestsToTheNext() throws Exception {
    FakeNode first = node(FakeNode.SILENCE);
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    WeirClient client = connect(first, second);
    CompletableFuture<Acknowledged> answer = ask(client, 1);
    await().until(() -> first.requests().size() == 1);
    assertThat(second.peers()).isEmpty();

    first.close();

    answer(answer);
    assertThat(withoutTimeLeft(second.bytes().get(0)))
        .isEqualTo(withoutTimeLeft(first.bytes().get(0)));
  }

  @Test
  void answerThatIsNoFrame_closesTheConnection_andFailsOver() throws Exception {
    FakeNode first = node((peer, frame) -> peer.send(NO_FRAME));
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    WeirClient client = connect(first, second);
    answer(ask(client, 1));
    await().until(() -> first.lastPeer().hasEnded());
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void answerToWhatWasNotAsked_closesTheConnection_andFailsOver() throws Exception {
    FakeNode first = node((peer, frame) -> peer.answer(frame.id(), new Found(Optional.empty())));
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    WeirClient client = connect(first, second);
    answer(ask(client, 1));
    await().until(() -> first.lastPeer().hasEnded());
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void answerOfAnUnknownType_failsItsRequestAlone() throws Exception {
    FakeNode node =
        node((peer, frame) -> {
          byte[] answer = encoded(frame.id(), new Reply.Answered(new Acknowledged()));
          answer[5] = (byte) 0xF0;
          peer.send(answer);
        });
    WeirClient client = connect(node);
    assertFails(ask(client, 1), ErrorCode.UNKNOWN_OPERATION);
    node.script(FakeNode.ACKNOWLEDGE);
    answer(ask(client, 2));
    assertThat(node.peers()).hasSize(1);
  }

  @Test
  void nodeThatTalksNoise_isLeft_andDoesNoHarm() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    AtomicInteger connections = new AtomicInteger();
    FakeNode node =
        node(FakeNode.ACKNOWLEDGE)
            .onHello((peer, frame) -> {
              byte[] noise = new byte[random.nextInt(200)];
              random.nextBytes(noise);
              if (connections.incrementAndGet() > 100) {
                peer.reply(frame.id(), FakeNode.welcome(10));
              } else if (random.nextBoolean()) {
                peer.send(noise);
                peer.reset();
              } else {
                peer.reply(frame.id(), FakeNode.welcome(10));
                peer.send(noise);
                peer.reset();
              }
            });
    WeirClient client = connect(node);
    await().atMost(SOON).until(() -> connections.get() > 100);
    answer(ask(client, 1));
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void answerInPieces_isPutTogether() throws Exception {
    FakeNode node =
        node((peer, frame) -> {
          for (byte each : encoded(frame.id(), new Reply.Answered(new Acknowledged()))) {
            peer.send(each);
          }
        });
    WeirClient client = connect(node);
    answer(ask(client, 1));
    answer(ask(client, 2));
  }

  @Test
  void halfAnAnswer_thenNothing_endsAtTheDeadline() {
    FakeNode node =
        node((peer, frame) -> {
          byte[] answer = encoded(frame.id(), new Reply.Answered(new Acknowledged()));
          peer.send(Arrays.copyOf(answer, answer.length / 2));
        });
    WeirClient client = connect(node);
    assertFails(ask(client, append(1), Duration.ofMillis(50)), ErrorCode.DEADLINE_EXCEEDED);
  }

  @Test
  void drainingAnswer_goesToAnotherNode_andTheOldConnectionFinishes() throws Exception {
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    FakeNode first = node((peer, frame) -> held.add(frame));
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    WeirClient client = connect(first, second);
    CompletableFuture<Acknowledged> kept = ask(client, 1);
    CompletableFuture<Acknowledged> moved = ask(client, 2);
    await().until(() -> held.size() == 2);

    FakeNode.Peer peer = first.lastPeer();
    peer.reply(held.get(1).id(), draining());

    answer(moved);
    answer(ask(client, 3));
    assertThat(second.requests()).hasSize(2);
    assertThat(peer.hasEnded()).isFalse();
    peer.answer(held.get(0).id(), new Acknowledged());
    answer(kept);
    await().until(peer::hasEnded);
    assertThat(first.requests()).hasSize(2);
  }

  @Test
  void drainingNotice_movesTheClientOn() throws Exception {
    FakeNode first = node(FakeNode.ACKNOWLEDGE);
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    // Chance lets the first node be tried again at once; the second comes before it all the same.
    WeirClient client =
        closing(
            WeirClient.on(
                config(first, second),
                new MachineGround(System::nanoTime, InstantSource.system(), () -> 0)));
    client.awaitFirstWelcome();
    first.lastPeer().reply(0, draining());
    await().until(() -> second.hellos().size() == 1 && first.lastPeer().hasEnded());
    answer(ask(client, 1));
    assertThat(second.requests()).hasSize(1);
    assertThat(first.peers()).hasSize(1);
  }

  @Test
  void refusalOfTheConnection_failsOver() throws Exception {
    FakeNode first =
        node((peer, frame) ->
            peer.reply(0, new Reply.Refused(ErrorCode.INTERNAL, "broken", Duration.ZERO)));
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    answer(ask(connect(first, second), 1));
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void silentNode_isFoundOutByPings_andLeft() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    FakeNode first = node((peer, frame) -> frozen.await());
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    WeirClient client =
        connect(
            config(first, second)
                .withConnecting(connecting(Duration.ofSeconds(10), Duration.ofMillis(50))));
    // Sent to a node that freezes, and answered by the other within the deadline all the same.
    answer(ask(client, 1));
    assertThat(second.requests()).hasSize(1);
    assertThat(first.pings()).isLessThanOrEqualTo(2);
    frozen.countDown();
  }

  @Test
  void unansweredRequest_hastensThePings() throws Exception {
    CountDownLatch frozen = new CountDownLatch(1);
    FakeNode first = node(FakeNode.ACKNOWLEDGE);
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    // Ten seconds of silence would pass before a ping, were it not for the request.
    WeirClient client =
        connect(
            config(first, second)
                .withConnecting(connecting(Duration.ofSeconds(10), Duration.ofSeconds(10))));
    // Whatever the client asks for itself is answered by now, too.
    answer(ask(client, 1));
    first.script((peer, frame) -> frozen.await());
    assertFails(ask(client, append(1), Duration.ofMillis(500)), ErrorCode.DEADLINE_EXCEEDED);
    answer(ask(client, append(2), Duration.ofSeconds(8)));
    assertThat(second.requests()).hasSize(1);
    frozen.countDown();
  }

  @Test
  void idleConnection_isPinged_andKeptWhileItAnswers() throws Exception {
    FakeNode node = node(FakeNode.ACKNOWLEDGE);
    WeirClient client =
        connect(
            config(node).withConnecting(connecting(Duration.ofSeconds(10), Duration.ofMillis(10))));
    await().until(() -> node.pings() > 5);
    answer(ask(client, 1));
    assertThat(node.peers()).hasSize(1);
  }

  @Test
  void requestThatWasNeverSent_isNotConnected_notOverTime() throws Exception {
    FakeNode node = new FakeNode(FakeNode.ACKNOWLEDGE);
    WeirClient client = connect(node);
    answer(ask(client, 1));
    node.close();
    await().until(() -> node.lastPeer().hasEnded());

    CompletableFuture<Acknowledged> first = ask(client, append(2), Duration.ofMillis(200));
    first.handle((answer, failure) -> answer).join();
    WeirException failure = failure(ask(client, append(3), Duration.ofMillis(100)));
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_CONNECTED);
    assertThat(failure).hasMessageContaining(node.address().toString());
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void nodeThatComesBack_servesWhatWaited() throws Exception {
    FakeNode node = new FakeNode(FakeNode.ACKNOWLEDGE);
    WeirClient client = connect(node);
    int port = node.address().port();
    node.close();
    await().until(() -> node.lastPeer().hasEnded());
    CompletableFuture<Acknowledged> waiting = ask(client, 1);

    FakeNode again = closing(new FakeNode(FakeNode.ACKNOWLEDGE, port));

    answer(waiting);
    assertThat(again.requests()).hasSize(1);
  }

  @Test
  void names_areSafeToAskAgain() throws Exception {
    FakeNode first = node(FakeNode.ACKNOWLEDGE);
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    WeirClient client = connect(first, second);
    first.close();
    MessageId id = answer(client.nameMessage().toCompletableFuture());
    assertThat(id.isValid()).isTrue();
  }

  private static Reply draining() {
    return new Reply.Refused(ErrorCode.DRAINING, "restarting", Duration.ZERO);
  }

  private static byte[] encoded(long id, Reply reply) {
    ResponseFrame frame = new ResponseFrame(id, 1, reply);
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    return bytes.array();
  }

  private static byte[] withoutTimeLeft(byte[] request) {
    byte[] copy = request.clone();
    ByteBuffer.wrap(copy).putInt(10, 0);
    return copy;
  }
}
