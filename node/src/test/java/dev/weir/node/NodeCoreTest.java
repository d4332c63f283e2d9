package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.node.server.FarEnd;
import dev.weir.node.server.HandFedConnection;
import dev.weir.node.store.InMemoryStore;
import dev.weir.topology.ChannelId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Nodes of one region, in one thread, with time, network and database in its hand. */
class NodeCoreTest {

  private final VirtualTime time = new VirtualTime();
  private final VirtualWires wires = new VirtualWires(time, 1);
  private final VirtualRegion region = new VirtualRegion();
  private final InMemoryStore store = new InMemoryStore(time, time, Duration.ofSeconds(60));

  private VirtualNode node(int number) {
    return new VirtualNode(number, time, wires, region, store);
  }

  /** Says what it is told, and keeps what is said to it. */
  private static final class Told implements FarEnd {

    private final HandFedConnection connection;
    private final List<ResponseFrame> answers = new ArrayList<>();
    private boolean closed;

    Told(VirtualNode node) {
      connection = node.accept("told", this);
    }

    void say(long id, Query query) {
      RequestFrame frame = new RequestFrame(id, Duration.ofSeconds(5), query);
      ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
      Codec.encode(frame, bytes);
      connection.receive(bytes.flip());
    }

    @Override
    public void take(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        int size = bytes.getInt();
        answers.add(Codec.decodeResponse(bytes.slice(bytes.position(), size)));
        bytes.position(bytes.position() + size);
      }
    }

    @Override
    public void closed() {
      closed = true;
    }

    Reply answerTo(long id) {
      return answers.stream().filter(answer -> answer.id() == id).findFirst().orElseThrow().reply();
    }
  }

  private static ChannelId channelOf(VirtualNode owner, String name) {
    return LongStream.range(0, 10_000)
        .mapToObj(ChannelId::new)
        .filter(channel ->
            owner.core().table().orElseThrow().ownerOf(channel).node().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nodesOfARegion_serveTogether_withoutAThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    VirtualNode one = node(1);
    VirtualNode two = node(2);
    time.pass(Duration.ofSeconds(3));
    assertThat(one.core().leased().toCompletableFuture()).isCompleted();
    assertThat(one.core().table()).isPresent().isEqualTo(two.core().table());
    assertThat(one.core().table().orElseThrow().members()).hasSize(2);

    ChannelId channel = channelOf(one, "eu-2");
    Told client = new Told(one);
    client.say(1, new Query.Hello(1, 1, Payload.EMPTY, "told"));
    MessageId id = MessageId.of(time.millis(), 0, 9, 1);
    Append append = new Append(channel, id, 7, Body.of("hello"));
    client.say(2, new Query.Ask(append, ReadLevel.SESSION));
    time.pass(Duration.ofMillis(20));
    client.say(3, new Query.Ask(new History(channel, Slice.newest(), 50), ReadLevel.SESSION));
    time.pass(Duration.ofMillis(20));

    assertThat(client.answerTo(1)).isInstanceOf(Reply.Welcome.class);
    Reply.Answered answered = (Reply.Answered) client.answerTo(3);
    assertThat(((Page) answered.answer()).messages())
        .extracting(message -> message.id())
        .containsExactly(id);
    assertThat(one.count("sent_on")).isEqualTo(2);
    assertThat(two.core().underWay().connections()).isPositive();
    assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
  }

  @Test
  void drain_endsConnectionsInOrder() {
    VirtualNode one = node(1);
    time.pass(Duration.ofSeconds(1));
    Told client = new Told(one);
    client.say(1, new Query.Hello(1, 1, Payload.EMPTY, "told"));
    time.pass(Duration.ofMillis(20));
    assertThat(client.connection.isOpen()).isTrue();
    one.core().door().drain();
    time.pass(Duration.ofMillis(20));
    assertThat(client.answerTo(0)).isInstanceOf(Reply.Refused.class);
    assertThat(client.closed).isTrue();
    assertThat(client.connection.isOpen()).isFalse();
  }

  @Test
  void connectionWithoutHello_isCutByTheNodesOwnTime() {
    VirtualNode one = node(1);
    Told silent = new Told(one);
    time.pass(Duration.ofMillis(1_900));
    assertThat(silent.closed).isFalse();
    time.pass(Duration.ofMillis(200));
    assertThat(silent.closed).isTrue();
  }
}
