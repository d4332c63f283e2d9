package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.node.server.FarEnd;
import dev.weir.node.server.HandFedConnection;
import dev.weir.node.store.InMemoryStore;
import dev.weir.topology.ChannelId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A node that is shown the same says the same, byte for byte and at the same times: nothing that it
 * does hangs on an address, a thread or a draw of its own.
 */
class EqualRunsTest {

  private static final int CLIENTS = 12;
  private static final int REQUESTS = 1_500;

  /** Three nodes before a slow database that fails now and then, and what their clients hear. */
  private static final class Run {

    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final List<VirtualNode> nodes = new ArrayList<>();
    private final List<HandFedConnection> clients = new ArrayList<>();
    private long heard = 17;
    private long frames;

    Run(long seed) {
      random = new SplittableRandom(seed);
      VirtualWires wires = new VirtualWires(time, seed);
      VirtualRegion region = new VirtualRegion();
      SlowStore store =
          new SlowStore(
              new InMemoryStore(time, time, Duration.ofSeconds(60)), time, random.split());
      for (int number = 1; number <= 3; number++) {
        nodes.add(new VirtualNode(number, time, wires, region, store));
      }
      time.pass(Duration.ofSeconds(3));
      for (int number = 0; number < CLIENTS; number++) {
        clients.add(nodes.get(number % nodes.size()).accept("client", new Ear()));
        say(number, 1, new Query.Hello(1, 1, Payload.EMPTY, "client"));
      }
    }

    private final class Ear implements FarEnd {

      @Override
      public void take(ByteBuffer bytes) {
        heard = 31 * heard + time.nanos();
        while (bytes.hasRemaining()) {
          heard = 31 * heard + bytes.get();
        }
        frames++;
      }

      @Override
      public void closed() {
        heard = 31 * heard - 1;
      }
    }

    private void say(int client, long id, Query query) {
      RequestFrame frame = new RequestFrame(id, Duration.ofMillis(900), query);
      ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
      Codec.encode(frame, bytes);
      clients.get(client).receive(bytes.flip());
    }

    /** Some seconds of requests, during which one node gives its ranges away. */
    long go() {
      for (int number = 0; number < REQUESTS; number++) {
        say(random.nextInt(CLIENTS), 2 + number, new Query.Ask(request(number), level()));
        if (random.nextInt(8) == 0) {
          time.pass(Duration.ofNanos(random.nextLong(30_000_000)));
        }
        if (number == REQUESTS / 2) {
          nodes.get(1).core().drain(true);
        }
      }
      time.pass(Duration.ofSeconds(2));
      return heard;
    }

    private Request<?> request(int number) {
      ChannelId channel = new ChannelId(random.nextInt(5));
      MessageId id = MessageId.of(time.millis(), 0, 9, number & 1023);
      return switch (random.nextInt(4)) {
        case 0 -> new Append(channel, id, 7, Body.of("message " + number));
        case 1 -> new Get(channel, id);
        default -> new History(channel, Slice.newest(), 1 + random.nextInt(3) * 20);
      };
    }

    private ReadLevel level() {
      return ReadLevel.values()[random.nextInt(ReadLevel.values().length)];
    }
  }

  @Test
  void equalSeeds_areHeardEqually() {
    Run first = new Run(5);
    Run second = new Run(5);
    assertThat(second.go()).isEqualTo(first.go());
    assertThat(first.frames).isGreaterThan(REQUESTS / 2);
    assertThat(new Run(6).go()).isNotEqualTo(first.heard);
  }
}
