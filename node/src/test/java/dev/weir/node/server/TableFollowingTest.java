package dev.weir.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageId;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that follow the range table, and those that lease numbers. */
class TableFollowingTest {

  private final WeirServer server =
      new WeirServer(
          new Door(
              ServerConfig.at(new NodeAddress("127.0.0.1", 0)),
              new Identity(new NodeId("eu-1"), new Region("eu")),
              FakeServices.of(new FakeMessages(), seenMicros -> MessageId.MIN),
              new HybridClock(InstantSource.system()),
              System::nanoTime));
  private NodeAddress address;

  @BeforeEach
  void start() {
    address = server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void follower_getsTheTable_andEachNewerOne_beforeLaterAnswers() throws Exception {
    server.door().serveBy(table(1));
    try (RawClient client = RawClient.welcomed(address)) {
      client.send(2, new Query.FollowTable(Optional.empty()));
      ResponseFrame first = client.receive();
      assertThat(first.id()).isZero();
      assertThat(first.reply()).isEqualTo(new Reply.Table(table(1)));

      server.door().serveBy(table(2));
      client.send(3, new Query.Ping());
      assertThat(client.receive().reply()).isEqualTo(new Reply.Table(table(2)));
      assertThat(client.receive().reply()).isEqualTo(new Reply.Pong());
    }
  }

  @Test
  void table_thatAClientKnows_isNotSentAgain() throws Exception {
    server.door().serveBy(table(2));
    try (RawClient client = RawClient.welcomed(address)) {
      client.send(2, new Query.FollowTable(Optional.of(table(2).epoch())));
      client.send(3, new Query.Ping());
      assertThat(client.receive().reply()).isEqualTo(new Reply.Pong());
    }
  }

  @Test
  void table_isNotSentToWhoDoesNotFollowIt() throws Exception {
    try (RawClient client = RawClient.welcomed(address)) {
      server.door().serveBy(table(1));
      client.send(3, new Query.Ping());
      assertThat(client.receive().reply()).isEqualTo(new Reply.Pong());
    }
  }

  @Test
  void lease_isAnswered() throws Exception {
    try (RawClient client = RawClient.welcomed(address)) {
      client.send(2, new Query.LeaseWorker(new UUID(1, 2), OptionalInt.empty()));
      assertThat(client.receive().reply()).isEqualTo(FakeServices.LEASED);
    }
  }

  private static RangeTable table(long epoch) {
    Member member = new Member(new NodeId("eu-1"), new NodeAddress("127.0.0.1", 7400));
    return RangeTable.ofOne(new Region("eu"), new Epoch(epoch, member.node()), member, 4);
  }
}
