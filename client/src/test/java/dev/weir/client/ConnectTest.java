package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Reply;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the client finds a node, and what it says when it finds none. */
@Timeout(60)
class ConnectTest extends ClientFixture {

  @Test
  void contacts_areTriedInOrder() throws Exception {
    NodeAddress nobody = unusedAddress();
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    FakeNode third = node(FakeNode.ACKNOWLEDGE);
    ClientConfig config = config(second, third);
    WeirClient client =
        connect(
            ClientConfig.of(List.of(nobody, second.address(), third.address()))
                .withConnecting(config.connecting()));
    answer(ask(client, 1));
    assertThat(second.requests()).hasSize(1);
    assertThat(third.peers()).isEmpty();
  }

  @Test
  void nodeThatNeverAnswersHello_doesNotHoldUpTheNext() throws Exception {
    FakeNode first = node(FakeNode.ACKNOWLEDGE).onHello(FakeNode.SILENCE);
    FakeNode second = node(FakeNode.ACKNOWLEDGE);
    long begin = System.nanoTime();
    WeirClient client =
        connect(
            config(first, second)
                .withConnecting(connecting(Duration.ofSeconds(19), Duration.ofSeconds(10))));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    answer(ask(client, 1));
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void lateWelcome_isTakenWithinTheAttemptsTime() throws Exception {
    CountDownLatch later = new CountDownLatch(1);
    FakeNode node =
        node(FakeNode.ACKNOWLEDGE)
            .onHello((peer, frame) -> {
              later.await();
              peer.reply(frame.id(), FakeNode.welcome(10));
            });
    WeirClient client =
        closing(
            WeirClient.on(
                config(node),
                new MachineGround(
                    System::nanoTime, InstantSource.system(), new SplittableRandom(1))));
    CompletableFuture<Acknowledged> answer = ask(client, 1);
    await().until(() -> node.hellos().size() == 1);
    later.countDown();
    answer(answer);
  }

  @Test
  void helloUnanswered_theAttemptIsGivenUpAndRepeated() {
    FakeNode node = node(FakeNode.ACKNOWLEDGE).onHello(FakeNode.SILENCE);
    ClientConfig config =
        config(node)
            .withConnecting(
                new ClientConfig.Connecting(
                    Duration.ofMillis(400),
                    Duration.ofMillis(50),
                    Duration.ofMillis(1),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(1),
                    PATIENT));
    assertThatThrownBy(() -> connect(config))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_CONNECTED))
        .hasMessageContaining("did not answer HELLO");
    assertThat(node.hellos()).hasSizeGreaterThan(1);
  }

  @Test
  void nobodyThere_connectSaysWhere_andWhy() throws Exception {
    NodeAddress nobody = unusedAddress();
    ClientConfig config =
        ClientConfig.of(List.of(nobody))
            .withConnecting(
                new ClientConfig.Connecting(
                    Duration.ofMillis(200),
                    Duration.ofMillis(100),
                    Duration.ofMillis(1),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(1),
                    PATIENT));
    assertThatThrownBy(() -> connect(config))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_CONNECTED))
        .hasMessageContaining(nobody.toString())
        .hasMessageContaining("refused")
        .hasCauseInstanceOf(WeirException.class);
  }

  @Test
  void refusalThatNoRepetitionMends_isReportedAtOnce() {
    for (ErrorCode code : List.of(ErrorCode.UNSUPPORTED_VERSION, ErrorCode.UNAUTHENTICATED)) {
      FakeNode node =
          node(FakeNode.ACKNOWLEDGE)
              .onHello((peer, frame) ->
                  peer.reply(frame.id(), new Reply.Refused(code, "go away", Duration.ZERO)));
      Duration patient = Duration.ofSeconds(60);
      ClientConfig config =
          config(node)
              .withConnecting(
                  new ClientConfig.Connecting(
                      PATIENT, PATIENT, patient, patient, PATIENT, PATIENT));
      assertThatThrownBy(() -> connect(config))
          .isInstanceOfSatisfying(WeirException.class, e -> assertThat(e.code()).isEqualTo(code))
          .hasMessageContaining("go away");
      assertThat(node.hellos()).hasSize(1);
    }
  }

  @Test
  void versionThatWeDoNotSpeak_isReportedAtOnce() {
    FakeNode node =
        node(FakeNode.ACKNOWLEDGE)
            .onHello((peer, frame) -> {
              Reply.Welcome ours = FakeNode.welcome(1);
              peer.reply(frame.id(), new Reply.Welcome(2, ours.node(), ours.region(), 1));
            });
    assertThatThrownBy(() -> connect(node))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION));
  }

  private static NodeAddress unusedAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return new NodeAddress("127.0.0.1", socket.getLocalPort());
    }
  }
}
