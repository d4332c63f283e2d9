package dev.weir.node.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Body;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.HybridClock;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerLease;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeirServerTest {

  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Get GET = new Get(new ChannelId(42), MessageId.floor(1_500_000_000_000L));

  private final FakeMessages messages = new FakeMessages();
  private WeirServer server = server(LONG, LONG, LONG, 100);
  private NodeAddress address = server.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart(Duration hello, Duration frame, Duration unwritable, int connections) {
    server.close();
    server = server(hello, frame, unwritable, connections);
    address = server.start();
  }

  private WeirServer server(Duration hello, Duration frame, Duration unwritable, int connections) {
    HybridClock clock = new HybridClock(InstantSource.system());
    MessageNamer namer = new MessageNamer(clock, System::nanoTime);
    namer.hold(new WorkerLease(2, 7, 0, Long.MAX_VALUE), new Deadline(Long.MAX_VALUE));
    return new WeirServer(
        new Door(
            new ServerConfig(
                new NodeAddress("127.0.0.1", 0), connections, 4, hello, frame, LONG, unwritable),
            new Identity(new NodeId("eu-1"), new Region("eu")),
            FakeServices.of(messages, seenMicros -> namer.next().orElseThrow()),
            clock,
            System::nanoTime));
  }

  @Test
  void hello_isWelcomed() throws Exception {
    try (RawClient client = new RawClient(address)) {
      client.send(9, new Query.Hello(1, 3, Payload.EMPTY, "test"));
      ResponseFrame answer = client.receive();
      assertThat(answer.id()).isEqualTo(9);
      assertThat(answer.reply())
          .isEqualTo(new Reply.Welcome(Codec.VERSION, new NodeId("eu-1"), new Region("eu"), 4));
      assertThat(answer.clockMicros()).isGreaterThan(1_700_000_000_000_000L);
    }
  }

  @Test
  void noHelloInTime_isRefused() throws Exception {
    restart(SHORT, LONG, LONG, 100);
    try (RawClient client = new RawClient(address)) {
      assertThat(client.refusal().code()).isEqualTo(ErrorCode.HELLO_TIMEOUT);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void anythingBeforeHello_isRefused() throws Exception {
    try (RawClient client = new RawClient(address)) {
      client.ask(1, GET);
      assertThat(client.refusal().code()).isEqualTo(ErrorCode.HELLO_REQUIRED);
      assertThat(client.isEnded()).isTrue();
    }
    assertThat(messages.waiting()).isZero();
  }

  @Test
  void unknownVersion_isRefused() throws Exception {
    try (RawClient client = new RawClient(address)) {
      client.send(1, new Query.Hello(2, 5, Payload.EMPTY, "future"));
      Reply.Refused refusal = client.refusal();
      assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
      assertThat(refusal.message()).contains("2 to 5");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void hugeFrame_isRefusedBeforeItIsRead() throws Exception {
    try (RawClient client = RawClient.welcomed(address)) {
      client.bytes(ByteBuffer.allocate(4).putInt(Codec.MAX_FRAME + 1).array());
      assertThat(client.refusal().code()).isEqualTo(ErrorCode.FRAME_TOO_LARGE);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void largeHello_isRefused() throws Exception {
    try (RawClient client = new RawClient(address)) {
      client.bytes(ByteBuffer.allocate(4).putInt(Codec.MAX_HELLO + 1).array());
      assertThat(client.refusal().code()).isEqualTo(ErrorCode.FRAME_TOO_LARGE);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void garbage_isRefused_andOthersDoNotNotice() throws Exception {
    try (RawClient good = RawClient.welcomed(address);
        RawClient bad = RawClient.welcomed(address)) {
      bad.bytes((byte) 0, (byte) 0, (byte) 0, (byte) 3, (byte) 1, (byte) 2, (byte) 3);
      assertThat(bad.refusal().code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
      assertThat(bad.isEnded()).isTrue();
      good.send(5, new Query.Ping());
      assertThat(good.receive().reply()).isEqualTo(new Reply.Pong());
    }
  }

  @Test
  void halfFrame_isCutOff() throws Exception {
    restart(LONG, SHORT, LONG, 100);
    try (RawClient client = RawClient.welcomed(address)) {
      client.bytes((byte) 0, (byte) 0);
      assertThat(client.refusal().code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void halfFrame_thatTheServerDoesNotReadOn_isNotTheClientsFault() throws Exception {
    restart(LONG, SHORT, LONG, 100);
    try (RawClient client = RawClient.welcomed(address)) {
      byte[] get =
          RawClient.encode(new RequestFrame(1, LONG, new Query.Ask(GET, ReadLevel.SESSION)));
      ByteBuffer bytes = ByteBuffer.allocate(4 * get.length + 2);
      for (int i = 0; i < 4; i++) {
        bytes.put(get);
      }
      client.bytes(bytes.put(get, 0, 2).array());
      FakeMessages.Asked asked = messages.take();
      await().pollDelay(SHORT.multipliedBy(3)).until(() -> server.door().connections() == 1);
      client.bytes(Arrays.copyOfRange(get, 2, get.length));
      asked.answer(new Found(Optional.empty()));
      assertThat(client.receive().reply()).isInstanceOf(Reply.Answered.class);
    }
  }

  @Test
  void frameInManyPieces_isOneFrame() throws Exception {
    try (RawClient client = RawClient.welcomed(address)) {
      byte[] frame = RawClient.encode(new RequestFrame(3, Duration.ofSeconds(1), new Query.Ping()));
      for (byte b : frame) {
        client.bytes(b);
      }
      assertThat(client.receive().id()).isEqualTo(3);
    }
  }

  @Test
  void answers_comeInAnyOrder() throws Exception {
    Message message = Message.created(GET.id(), 7, Body.of("hello"));
    try (RawClient client = RawClient.welcomed(address)) {
      client.ask(10, GET);
      client.ask(11, GET);
      FakeMessages.Asked first = messages.take();
      messages.take().answer(new Found(Optional.of(message)));
      ResponseFrame answer = client.receive();
      assertThat(answer.id()).isEqualTo(11);
      assertThat(answer.reply()).isEqualTo(new Reply.Answered(new Found(Optional.of(message))));
      first.answer(new Found(Optional.empty()));
      assertThat(client.receive().id()).isEqualTo(10);
    }
  }

  @Test
  void failures_keepTheirCode_andDefectsAreInternal() throws Exception {
    try (RawClient client = RawClient.welcomed(address)) {
      client.ask(1, GET);
      messages.take().fail(new WeirException(ErrorCode.OVERLOADED, "busy", Duration.ofMillis(70)));
      assertThat(client.refusal())
          .isEqualTo(new Reply.Refused(ErrorCode.OVERLOADED, "busy", Duration.ofMillis(70)));
      client.ask(2, GET);
      messages.take().fail(new IllegalStateException("bug"));
      assertThat(client.refusal().code()).isEqualTo(ErrorCode.INTERNAL);
    }
  }

  @Test
  void deadline_travelsAsWhatIsLeft() throws Exception {
    try (RawClient client = RawClient.welcomed(address)) {
      client.send(1, Duration.ZERO, new Query.Ask(GET, ReadLevel.STRONG));
      FakeMessages.Asked asked = messages.take();
      assertThat(asked.call().deadline().hasPassed(System::nanoTime)).isTrue();
      assertThat(asked.call().level()).isEqualTo(ReadLevel.STRONG);
    }
  }

  @Test
  void names_areGivenOnce() throws Exception {
    Set<MessageId> names = new HashSet<>();
    try (RawClient client = RawClient.welcomed(address)) {
      for (int i = 0; i < 100; i++) {
        client.send(i, new Query.NameMessage(0));
        MessageId id = ((Reply.Named) client.receive().reply()).id();
        assertThat(id.region()).isEqualTo(2);
        assertThat(id.worker()).isEqualTo(7);
        assertThat(names.add(id)).isTrue();
      }
    }
  }

  @Test
  void tooManyInFlight_areNotRead() throws Exception {
    try (RawClient client = RawClient.welcomed(address)) {
      byte[] get =
          RawClient.encode(new RequestFrame(9, LONG, new Query.Ask(GET, ReadLevel.SESSION)));
      ByteBuffer atOnce = ByteBuffer.allocate(7 * get.length);
      while (atOnce.hasRemaining()) {
        atOnce.put(get);
      }
      client.bytes(atOnce.array());
      FakeMessages.Asked first = messages.take();
      for (int i = 1; i < 4; i++) {
        messages.take();
      }
      try (RawClient other = RawClient.welcomed(address)) {
        other.send(1, new Query.Ping());
        other.receive();
      }
      assertThat(messages.waiting()).isZero();
      first.answer(new Found(Optional.empty()));
      client.receive();
      messages.take();
      assertThat(messages.waiting()).isZero();
    }
  }

  @Test
  void tooManyConnections_areRefused() throws Exception {
    restart(LONG, LONG, LONG, 1);
    try (RawClient first = RawClient.welcomed(address);
        RawClient second = new RawClient(address)) {
      assertThat(second.refusal().code()).isEqualTo(ErrorCode.TOO_MANY_CONNECTIONS);
      assertThat(second.isEnded()).isTrue();
      first.send(1, new Query.Ping());
      assertThat(first.receive().reply()).isEqualTo(new Reply.Pong());
    }
  }

  @Test
  void closedConnections_makeRoom() throws Exception {
    restart(LONG, LONG, LONG, 1);
    RawClient.welcomed(address).close();
    await().until(() -> server.door().connections() == 0);
    RawClient.welcomed(address).close();
  }

  @Test
  void whoeverDoesNotRead_isClosed() throws Exception {
    restart(LONG, LONG, SHORT, 100);
    Message large = Message.created(GET.id(), 7, Body.of("x".repeat(Body.MAX_BYTES)));
    RawClient client = RawClient.welcomed(address);
    try (client) {
      for (int id = 0; server.door().connections() > 0; id++) {
        client.ask(id, GET);
        messages
            .takeUnless(() -> server.door().connections() == 0)
            .ifPresent(asked -> asked.answer(new Found(Optional.of(large))));
      }
    } catch (SocketException e) {
      // The server was quicker than this loop: what is tested.
    }
    await().until(() -> server.door().connections() == 0);
  }

  @Test
  void drain_answersWhatIsInFlight_andThenCloses() throws Exception {
    try (RawClient client = RawClient.welcomed(address)) {
      client.ask(1, GET);
      FakeMessages.Asked asked = messages.take();
      Thread drain = Thread.ofPlatform().start(() -> server.drain(Duration.ofSeconds(10)));
      ResponseFrame notice = client.receive();
      assertThat(notice.id()).isZero();
      assertThat(((Reply.Refused) notice.reply()).code()).isEqualTo(ErrorCode.DRAINING);
      client.ask(2, GET);
      ResponseFrame refused = client.receive();
      assertThat(refused.id()).isEqualTo(2);
      assertThat(((Reply.Refused) refused.reply()).code()).isEqualTo(ErrorCode.DRAINING);
      asked.answer(new Found(Optional.empty()));
      assertThat(client.receive().id()).isEqualTo(1);
      assertThat(client.isEnded()).isTrue();
      drain.join();
    }
  }

  @Test
  void takenPort_isNamed() {
    WeirServer second =
        new WeirServer(
            new Door(
                ServerConfig.at(address),
                new Identity(new NodeId("eu-2"), new Region("eu")),
                FakeServices.of(messages, seenMicros -> MessageId.MIN),
                new HybridClock(InstantSource.system()),
                System::nanoTime));
    try (second) {
      assertThatThrownBy(second::start)
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_TAKEN))
          .hasMessageContaining(Integer.toString(address.port()))
          .hasMessageContaining("ss -ltnp");
    }
  }
}
