package dev.weir.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Body;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.HybridClock;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Connections that are fed by hand behave as those of sockets do, when somebody turns the wheel.
 */
class HandFedServerTest {

  private static final MessageId ID = MessageId.of(1_700_000_000_000L, 0, 1, 1);
  private static final Get GET = new Get(new ChannelId(42), ID);
  private static final int IN_FLIGHT = 4;

  private final FakeMessages messages = new FakeMessages();
  private long nanos = -5_000_000_000L;
  private int wanted;
  private final Door door =
      new Door(
          new ServerConfig(
              new NodeAddress("127.0.0.1", 1),
              2,
              IN_FLIGHT,
              Duration.ofSeconds(2),
              Duration.ofSeconds(3),
              Duration.ofSeconds(60),
              Duration.ofSeconds(10)),
          new Identity(new NodeId("eu-1"), new Region("eu")),
          FakeServices.of(messages, seen -> ID),
          new HybridClock(() -> Instant.EPOCH.plusSeconds(1_700_000_000)),
          () -> nanos);
  private final HandFedServer server = new HandFedServer(door, () -> nanos, () -> wanted++);

  @AfterEach
  void close() {
    server.close();
  }

  /** A client that has room for so many bytes. */
  private final class Client implements FarEnd {

    private final HandFedConnection connection = server.accept("client", this);
    private final ByteBuffer heard = ByteBuffer.allocate(4 << 20);
    private int room = Integer.MAX_VALUE;
    private int closed;

    void say(long id, Query query) {
      connection.receive(
          ByteBuffer.wrap(RawClient.encode(new RequestFrame(id, Duration.ofSeconds(5), query))));
    }

    Client welcomed() {
      say(1, new Query.Hello(1, 1, Payload.EMPTY, "hand"));
      server.turn();
      assertThat(answers()).hasSize(1);
      return this;
    }

    @Override
    public void take(ByteBuffer bytes) {
      int size = Math.min(room, bytes.remaining());
      heard.put(bytes.slice(bytes.position(), size));
      bytes.position(bytes.position() + size);
      room -= size;
    }

    @Override
    public void closed() {
      closed++;
    }

    /** What was heard whole since the last time. */
    List<ResponseFrame> answers() {
      List<ResponseFrame> answers = new ArrayList<>();
      heard.flip();
      while (heard.remaining() >= Integer.BYTES
          && heard.remaining() - Integer.BYTES >= heard.getInt(heard.position())) {
        int size = heard.getInt();
        answers.add(Codec.decodeResponse(heard.slice(heard.position(), size)));
        heard.position(heard.position() + size);
      }
      heard.compact();
      return answers;
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    server.turn();
  }

  @Test
  void nothingHappens_beforeATurn_whichIsWantedOnce() throws Exception {
    Client client = new Client();
    client.say(1, new Query.Hello(1, 1, Payload.EMPTY, "hand"));
    assertThat(wanted).isEqualTo(1);
    assertThat(server.leftNanos()).isZero();
    assertThat(client.answers()).isEmpty();
    server.turn();
    assertThat(client.answers().getFirst().reply()).isInstanceOf(Reply.Welcome.class);
    assertThat(server.leftNanos()).isEqualTo(Duration.ofSeconds(60).toNanos());

    client.say(2, new Query.Ask(GET, ReadLevel.SESSION));
    server.turn();
    assertThat(wanted).isEqualTo(2);
    messages.take().answer(new Found(Optional.empty()));
    assertThat(wanted).isEqualTo(3);
    assertThat(client.answers()).isEmpty();
    server.turn();
    assertThat(client.answers()).extracting(ResponseFrame::id).containsExactly(2L);
  }

  @Test
  void oneTooMany_isTurnedAway() {
    new Client().welcomed();
    new Client().welcomed();
    Client third = new Client();
    server.turn();
    assertThat(((Reply.Refused) third.answers().getFirst().reply()).code())
        .isEqualTo(ErrorCode.TOO_MANY_CONNECTIONS);
    assertThat(third.closed).isEqualTo(1);
    assertThat(door.connections()).isEqualTo(2);
  }

  @Test
  void bytesInPieces_areAFrame_andHalfOfOneIsCutOff() {
    Client client = new Client().welcomed();
    byte[] ping = RawClient.encode(new RequestFrame(7, Duration.ofSeconds(1), new Query.Ping()));
    for (byte each : ping) {
      client.connection.receive(ByteBuffer.wrap(new byte[] {each}));
      server.turn();
    }
    assertThat(client.answers()).extracting(ResponseFrame::id).containsExactly(7L);
    client.connection.receive(ByteBuffer.wrap(ping, 0, 3));
    server.turn();
    assertThat(server.leftNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
    pass(Duration.ofSeconds(3));
    assertThat(client.closed).isEqualTo(1);
    assertThat(client.connection.isOpen()).isFalse();
  }

  @Test
  void tooManyInFlight_areNotRead_beforeOneIsAnswered() throws Exception {
    Client client = new Client().welcomed();
    for (int id = 0; id < IN_FLIGHT + 3; id++) {
      client.say(id, new Query.Ask(GET, ReadLevel.SESSION));
      server.turn();
    }
    assertThat(messages.waiting()).isEqualTo(IN_FLIGHT);
    assertThat(client.connection.unread()).isPositive();
    for (int id = 0; id < IN_FLIGHT + 3; id++) {
      messages.take().answer(new Found(Optional.empty()));
      server.turn();
    }
    assertThat(client.answers()).hasSize(IN_FLIGHT + 3);
    assertThat(client.connection.unread()).isZero();
  }

  @Test
  void whoHasRoomAgain_getsTheRest() throws Exception {
    Client client = new Client().welcomed();
    client.room = 10;
    Message large = Message.created(ID, 7, Body.of("x".repeat(60_000)));
    IntStream.range(0, IN_FLIGHT)
        .forEach(id -> client.say(id, new Query.Ask(GET, ReadLevel.SESSION)));
    server.turn();
    for (int id = 0; id < IN_FLIGHT; id++) {
      messages.take().answer(new Found(Optional.of(large)));
    }
    server.turn();
    assertThat(client.answers()).isEmpty();
    client.room = Integer.MAX_VALUE;
    client.connection.hasRoom();
    server.turn();
    assertThat(client.answers()).hasSize(IN_FLIGHT);
    assertThat(client.closed).isZero();
  }

  @Test
  void end_isNoticedBehindTheLastBytes_andAResetAtOnce() throws Exception {
    Client ending = new Client().welcomed();
    ending.say(2, new Query.Ping());
    ending.connection.end();
    server.turn();
    assertThat(ending.answers()).extracting(ResponseFrame::id).containsExactly(2L);
    assertThat(ending.closed).isEqualTo(1);

    Client broken = new Client().welcomed();
    broken.say(2, new Query.Ask(GET, ReadLevel.SESSION));
    server.turn();
    FakeMessages.Asked asked = messages.take();
    assertThat(asked.call().caller().isGone()).isFalse();
    broken.connection.reset();
    server.turn();
    assertThat(asked.call().caller().isGone()).isTrue();
    asked.answer(new Found(Optional.empty()));
    server.turn();
    assertThat(broken.answers()).isEmpty();
    assertThat(broken.closed).isEqualTo(1);
    assertThat(door.connections()).isZero();
  }

  @Test
  void drain_waitsForAnswersInFlight() throws Exception {
    Client client = new Client().welcomed();
    client.say(2, new Query.Ask(GET, ReadLevel.SESSION));
    server.turn();
    door.drain();
    server.turn();
    assertThat(client.closed).isZero();
    messages.take().answer(new Found(Optional.empty()));
    server.turn();
    assertThat(client.answers()).extracting(ResponseFrame::id).containsExactly(0L, 2L);
    assertThat(client.closed).isEqualTo(1);
  }

  @Test
  void silence_isClosedAfterItsTime() {
    Client client = new Client().welcomed();
    pass(Duration.ofSeconds(59));
    assertThat(client.closed).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(client.closed).isEqualTo(1);
    assertThat(server.leftNanos()).isEqualTo(Long.MAX_VALUE);
  }
}
