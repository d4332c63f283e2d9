package dev.weir.node.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Get;
import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageId;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a server keeps for each request that waits: many may, and for nothing but one answer. */
class WaitingCostTest {

  private static final int REQUESTS = 50_000;
  private static final int WARM_UP = 5_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Beside what the rest of the process may come to keep meanwhile. */
  private static final int NOISE = 10;

  private static final int MOST_BYTES = 100;

  private final AtomicInteger asked = new AtomicInteger();

  /** One stage for all, which nobody completes. */
  private final Room never =
      new Room() {
        private final CompletableFuture<Served<Answer>> stage = new CompletableFuture<>();

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // It never has an answer of any type.
        public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
          asked.incrementAndGet();
          return (CompletionStage) stage;
        }
      };

  @Test
  void waiting_isCheap() throws Exception {
    try (WeirServer server = server();
        RawClient client = RawClient.welcomed(server.start())) {
      ask(client, WARM_UP);
      long before = usedBytes();
      ask(client, REQUESTS);
      long each = (usedBytes() - before) / REQUESTS;
      assertThat(each).isBetween(1L, (long) MOST_BYTES + NOISE);
    }
  }

  private void ask(RawClient client, int times) throws Exception {
    int before = asked.get();
    for (int i = 0; i < times; i++) {
      byte[] frame =
          RawClient.encode(
              new RequestFrame(
                  i,
                  LONG,
                  new Query.Ask(new Get(new ChannelId(i), MessageId.MIN), ReadLevel.SESSION)));
      client.bytes(frame);
    }
    await().until(() -> asked.get() == before + times);
  }

  private static long usedBytes() throws InterruptedException {
    LeakWatch.search();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private WeirServer server() {
    return new WeirServer(
        new Door(
            new ServerConfig(new NodeAddress("127.0.0.1", 0), 10, 65_536, LONG, LONG, LONG, LONG),
            new Identity(new NodeId("eu-1"), new Region("eu")),
            FakeServices.of(never, seenMicros -> MessageId.MIN),
            new HybridClock(InstantSource.system()),
            System::nanoTime));
  }
}
