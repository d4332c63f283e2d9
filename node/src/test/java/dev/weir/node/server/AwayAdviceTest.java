package dev.weir.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.client.protocol.Query;
import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Answers of a region whose operators ask clients to use other ones. */
class AwayAdviceTest {

  @Test
  void answers_carryTheShare_whileThereIsOne() throws Exception {
    AtomicInteger away = new AtomicInteger();
    Services services =
        FakeServices.of(new FakeMessages(), seenMicros -> MessageId.MIN).withAway(away::get);
    try (WeirServer server = server(services);
        RawClient client = RawClient.welcomed(server.start())) {
      client.send(2, new Query.Ping());
      assertThat(client.receive().away()).isEmpty();

      away.set(60);
      client.send(3, new Query.Ping());
      assertThat(client.receive().away()).isEqualTo(OptionalInt.of(60));
      client.send(4, new Query.LeaseWorker(new UUID(1, 2), OptionalInt.empty()));
      assertThat(client.receive().away()).isEqualTo(OptionalInt.of(60));

      away.set(1_000);
      client.send(5, new Query.Ping());
      assertThat(client.receive().away()).isEqualTo(OptionalInt.of(100));
      away.set(0);
      client.send(6, new Query.Ping());
      assertThat(client.receive().away()).isEmpty();
    }
  }

  private static WeirServer server(Services services) {
    return new WeirServer(
        new Door(
            ServerConfig.at(new NodeAddress("127.0.0.1", 0)),
            new Identity(new NodeId("eu-1"), new Region("eu")),
            services,
            new HybridClock(InstantSource.system()),
            System::nanoTime));
  }
}
