package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a client after it was closed: nothing. */
@Timeout(60)
class ClosingTest extends ClientFixture {

  @Test
  void close_failsWhatIsUnderWay_andWhatComesAfter() {
    FakeNode node = node(FakeNode.SILENCE);
    WeirClient client = connect(node);
    List<CompletableFuture<Acknowledged>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(ask(client, i));
    }
    client.close();
    answers.forEach(answer -> assertFails(answer, ErrorCode.CLIENT_CLOSED));
    assertFails(ask(client, 1), ErrorCode.CLIENT_CLOSED);
    assertThat(client.inFlight()).isZero();
  }

  @Test
  void close_whileWaitingForAConnection() {
    FakeNode node = new FakeNode(FakeNode.ACKNOWLEDGE);
    WeirClient client = connect(node);
    node.close();
    await().until(() -> node.lastPeer().hasEnded());
    CompletableFuture<Acknowledged> waiting = ask(client, 1);
    client.close();
    assertFails(waiting, ErrorCode.CLIENT_CLOSED);
  }

  @Test
  void close_twice_doesNothing() {
    WeirClient client = connect(node(FakeNode.ACKNOWLEDGE));
    client.close();
    client.close();
  }

  @Test
  void close_leaksNeitherThreadsNorSockets() throws Exception {
    FakeNode node = node(FakeNode.ACKNOWLEDGE);
    for (int i = 0; i < 20; i++) {
      WeirClient client = connect(node);
      answer(ask(client, i));
      client.close();
    }
    // Connecting that fails closes what it opened, too.
    FakeNode mute = node(FakeNode.ACKNOWLEDGE).onHello(FakeNode.SILENCE);
    ClientConfig config =
        config(mute)
            .withConnecting(
                new ClientConfig.Connecting(
                    Duration.ofMillis(20),
                    Duration.ofMillis(10),
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    Duration.ofSeconds(1),
                    PATIENT));
    assertThatThrownBy(() -> connect(config)).isInstanceOf(WeirException.class);

    await().until(() -> node.peers().stream().allMatch(FakeNode.Peer::hasEnded));
    await().until(() -> mute.peers().stream().allMatch(FakeNode.Peer::hasEnded));
    await().until(() -> clientThreads().isEmpty());
  }

  @Test
  void close_racingRequests_eachEndsOnce() throws Exception {
    FakeNode node = node(FakeNode.ACKNOWLEDGE);
    for (int round = 0; round < 20; round++) {
      WeirClient client = connect(node);
      List<CompletableFuture<Acknowledged>> answers = new ArrayList<>();
      CountDownLatch begun = new CountDownLatch(1);
      Thread asking =
          new Thread(() -> {
            for (int i = 0; i < 200; i++) {
              answers.add(ask(client, i));
              begun.countDown();
            }
          });
      asking.start();
      begun.await();
      client.close();
      asking.join();
      for (CompletableFuture<Acknowledged> each : answers) {
        answer(each.handle((answer, failure) -> answer));
      }
      assertThat(client.inFlight()).isZero();
    }
  }

  @Test
  void close_ofManyConnections_whileOneIsBeingMade() {
    FakeNode mute = node(FakeNode.ACKNOWLEDGE).onHello(FakeNode.SILENCE);
    WeirClient client =
        closing(
            WeirClient.on(
                config(mute),
                new MachineGround(
                    System::nanoTime, InstantSource.system(), new SplittableRandom(1))));
    CompletableFuture<Acknowledged> waiting = ask(client, 1);
    await().until(() -> mute.hellos().size() == 1);
    client.close();
    assertFails(waiting, ErrorCode.CLIENT_CLOSED);
    await().until(() -> mute.lastPeer().hasEnded());
  }

  private static Set<String> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("weir-client"))
        .collect(Collectors.toSet());
  }
}
