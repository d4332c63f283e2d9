package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.WorkerLease;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A client leases the number that it names messages with, through whatever node it talks to. */
class WorkerLeaseTest extends ClientFixture {

  private static final Duration LONG = Duration.ofMinutes(5);

  private static MessageId name(WeirClient client) throws Exception {
    return answer(client.nameMessage().toCompletableFuture());
  }

  private static WeirClient leased(WeirClient client) {
    await().until(() -> client.lease().isPresent());
    return client;
  }

  @Test
  void connecting_doesNotWaitForTheLease_nodesNameMeanwhile() throws Exception {
    FakeNode node = node(FakeNode.ACKNOWLEDGE).onLease(FakeNode.SILENCE);
    WeirClient client = connect(node);
    assertThat(name(client).worker()).isEqualTo(1);
    assertThat(node.requests()).hasSize(1);
    assertThat(client.inFlight()).isZero();
    await().until(() -> node.leases().size() == 1);
    assertThat(node.leases().get(0).kept()).isEmpty();
  }

  @Test
  void client_namesByItself_withItsLease() throws Exception {
    FakeNode node = node(FakeNode.ACKNOWLEDGE).leasing(3, 17, LONG);
    node.clockMicros(3_000_000_000_000_000L);
    WeirClient client = leased(connect(node));
    MessageId id = name(client);
    assertThat(id.region()).isEqualTo(3);
    assertThat(id.worker()).isEqualTo(17);
    assertThat(id.unixMicros()).isGreaterThanOrEqualTo(3_000_000_000_000_000L);
    assertThat(node.requests()).isEmpty();
  }

  /** The lease is of a node whose clock is far behind, so its end is past already. */
  @Test
  void clientWhoseClockIsBeyondTheLease_letsNodesName() throws Exception {
    FakeNode node = node(FakeNode.ACKNOWLEDGE).leasing(3, 17, LONG);
    WeirClient client = leased(connect(node));
    assertThat(name(client).worker()).isEqualTo(1);
    assertThat(node.requests()).hasSize(1);
  }

  @Test
  void leases_areAskedForByOneHolder_otherClientsAreOthers() {
    FakeNode node = node(FakeNode.ACKNOWLEDGE).leasing(3, 17, Duration.ofMillis(100));
    connect(node);
    await().until(() -> node.leases().size() >= 3);
    UUID holder = node.leases().get(0).holder();
    assertThat(node.leases()).allMatch(lease -> lease.holder().equals(holder));
    FakeNode other = node(FakeNode.ACKNOWLEDGE);
    connect(other);
    await().until(() -> !other.leases().isEmpty());
    assertThat(other.leases().get(0).holder()).isNotEqualTo(holder);
  }

  @Test
  void movedToAnotherNode_theLeaseIsKeptThere() throws Exception {
    FakeNode first = node(FakeNode.ACKNOWLEDGE).leasing(3, 17, LONG);
    FakeNode second = node(FakeNode.ACKNOWLEDGE).leasing(3, 17, LONG);
    first.clockMicros(3_000_000_000_000_000L);
    second.clockMicros(3_000_000_000_000_000L);
    AtomicLong ticks = new AtomicLong();
    WeirClient client =
        closing(
            WeirClient.on(
                config(first, second),
                new MachineGround(
                    () -> System.nanoTime() + ticks.get(),
                    () -> Instant.ofEpochMilli(1),
                    new SplittableRandom(1))));
    leased(client);
    first.close();
    await().until(() -> second.hellos().size() == 1);

    // Half-life, and one request to wake the client's thread, whose time the test has moved.
    ticks.set(LONG.toNanos() / 2);
    answer(ask(client, 1));

    await().until(() -> !second.leases().isEmpty());
    assertThat(second.leases())
        .containsExactly(new Query.LeaseWorker(first.leases().get(0).holder(), OptionalInt.of(17)));
    assertThat(name(client).worker()).isEqualTo(17);
  }

  @Test
  void leaseThatIsOver_isNotUsed_andNodesName_untilThereIsAnother() throws Exception {
    long nowMicros = 3_000_000_000_000_000L;
    FakeNode node =
        node(FakeNode.ACKNOWLEDGE)
            .onLease((peer, frame) -> {
              Query.LeaseWorker asked = (Query.LeaseWorker) frame.query();
              WorkerLease lease = new WorkerLease(3, 17, nowMicros, nowMicros + 60_000_000);
              peer.reply(
                  frame.id(),
                  asked.kept().isEmpty()
                      ? new Reply.Leased(lease, Duration.ofMillis(100))
                      : new Reply.Refused(ErrorCode.UNAVAILABLE, "no", Duration.ofMillis(200)));
            });
    node.clockMicros(nowMicros);
    WeirClient client = leased(connect(node));
    await().until(() -> client.lease().isEmpty());
    node.leasing(3, 18, LONG);
    assertThat(name(client).worker()).isIn(1, 18);
    leased(client);
    assertThat(name(client).worker()).isEqualTo(18);
  }
}
