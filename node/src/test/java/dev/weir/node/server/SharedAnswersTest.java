package dev.weir.node.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Answer;
import dev.weir.messages.Body;
import dev.weir.messages.Degraded;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.HybridClock;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.node.sharing.Part;
import dev.weir.node.sharing.Shared;
import dev.weir.node.sharing.Whole;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many readers of one answer, whose messages are encoded once. */
class SharedAnswersTest {

  private static final long SEED = 20_260_303;
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int IN_FLIGHT = 64;
  private static final Slice.Before OLDER = new Slice.Before(id(1));
  private static final Slice.After NEWER = new Slice.After(id(2_000));

  private final FakeMessages messages = new FakeMessages();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<RawClient> clients = new ArrayList<>();
  private final WeirServer server = server();
  private final NodeAddress address = server.start();

  private WeirServer server() {
    WeirServer made =
        new WeirServer(
            new Door(
                new ServerConfig(
                    new NodeAddress("127.0.0.1", 0), 2_000, IN_FLIGHT, LONG, LONG, LONG, SHORT),
                new Identity(new NodeId("eu-1"), new Region("eu")),
                FakeServices.of(messages, seenMicros -> MessageId.MIN),
                new HybridClock(InstantSource.system()),
                System::nanoTime));
    made.door().bindTo(registry);
    return made;
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    server.close();
  }

  @Test
  void eachOfAThousand_getsExactlyItsPage() throws Exception {
    int readers = 100;
    int each = 10;
    for (int i = 0; i < readers; i++) {
      for (int id = 1; id <= each; id++) {
        client(i).ask(id, history(i * 1_000 + id));
      }
    }
    SplittableRandom random = new SplittableRandom(SEED);
    Page page = page(100, 200);
    ByteBuf bytes;
    Map<Long, Reply> expected = new HashMap<>();
    try (Whole whole = new Whole(page)) {
      bytes = bytesOf(whole);
      for (int i = 0; i < readers * each; i++) {
        FakeMessages.Asked asked = messages.take();
        Receipt receipt =
            random.nextBoolean() ? Receipt.NONE : Receipt.of(new Token(3, SEED, random.nextLong()));
        Shared<Answer> shared =
            new Shared<>(
                whole,
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(part(random)),
                receipt);
        asked.serve(shared);
        expected.put(channelOf(asked.request()), new Reply.Answered(shared.answer(), receipt));
      }
      // A reader may be told a moment after it was served, and shares only while the whole is
      // there.
      for (int i = 0; i < readers; i++) {
        for (int id = 1; id <= each; id++) {
          ResponseFrame frame = client(i).receive();
          assertThat(frame.reply())
              .as("seed %d, client %d, request %d", SEED, i, frame.id())
              .isEqualTo(expected.get(i * 1_000 + frame.id()));
        }
      }
    }
    await().untilAsserted(() -> assertThat(bytes.refCnt()).isZero());
    await()
        .untilAsserted(
            () -> assertThat(counted("weir.server.shared.answers")).isEqualTo(readers * each));
    assertThat(counted("weir.server.shared.bytes")).isGreaterThan(readers * 100 * 200);
  }

  @Test
  void whoeverComesLate_getsItsOwn_andOtherAnswersAreNotShared() throws Exception {
    Page page = page(3, 10);
    Whole whole = new Whole(page);
    whole.close();
    client(0).ask(1, history(1));
    Part part = new Part(1, 3, Optional.of(OLDER), Optional.empty(), true);
    messages.take().serve(new Shared<>(whole, Optional.of(part), Receipt.NONE));
    assertThat(client(0).receive().reply())
        .isEqualTo(
            new Reply.Answered(
                new Page(
                    page.messages().subList(1, 3), Optional.of(OLDER), Optional.empty(), true)));
    assertThat(counted("weir.server.shared.answers")).isZero();
  }

  @Test
  void found_isShared_andSoIsNothingFound() throws Exception {
    for (Optional<Message> message :
        List.of(Optional.of(message(7, 50)), Optional.<Message>empty())) {
      Receipt receipt =
          new Receipt(
              Optional.of(new Token(1, 2, 3)),
              Optional.of(new Degraded(Degraded.Reason.OTHER_REGION, 2, 5)),
              Optional.empty());
      try (Whole whole = new Whole(new Found(message))) {
        for (int id = 1; id <= 2; id++) {
          client(0).ask(id, new Get(new ChannelId(1), id(7)));
          messages.take().serve(new Shared<>(whole, Optional.empty(), receipt));
          assertThat(client(0).receive().reply())
              .isEqualTo(new Reply.Answered(new Found(message), receipt));
        }
      }
    }
    await().until(() -> counted("weir.server.shared.answers") == 4);
  }

  @Test
  void whatCannotBeEncoded_isRefused_butNotToWhoeverDoesNotGetIt() throws Exception {
    Message bad = new Message(id(9), 1, Body.of("\uD800"), Optional.empty());
    Page page = new Page(List.of(bad, message(8, 5)), Optional.empty(), Optional.empty(), false);
    client(0).ask(1, history(1));
    client(0).ask(2, history(2));
    FakeMessages.Asked first = messages.take();
    FakeMessages.Asked second = messages.take();
    try (Whole whole = new Whole(page)) {
      Part good = new Part(1, 2, Optional.empty(), Optional.empty(), false);
      first.serve(new Shared<>(whole, Optional.empty(), Receipt.NONE));
      assertThat(client(0).refusal().code()).isEqualTo(ErrorCode.INTERNAL);
      second.serve(new Shared<>(whole, Optional.of(good), Receipt.NONE));
      assertThat(client(0).receive().reply()).isInstanceOf(Reply.Answered.class);
    }
  }

  @Test
  void whatExceedsAFrame_isRefused_butNotItsParts() throws Exception {
    Page page = page(3, Body.MAX_BYTES);
    client(0).ask(1, history(1));
    client(0).ask(2, history(2));
    FakeMessages.Asked first = messages.take();
    FakeMessages.Asked second = messages.take();
    try (Whole whole = new Whole(page)) {
      Part good = new Part(1, 2, Optional.empty(), Optional.empty(), false);
      first.serve(new Shared<>(whole, Optional.empty(), Receipt.NONE));
      assertThat(client(0).refusal().code()).isEqualTo(ErrorCode.INTERNAL);
      second.serve(new Shared<>(whole, Optional.of(good), Receipt.NONE));
      assertThat(client(0).receive().reply()).isInstanceOf(Reply.Answered.class);
    }
  }

  @Test
  void defectivePart_isRefused() throws Exception {
    client(0).ask(1, history(1));
    try (Whole whole = new Whole(page(3, 10))) {
      Part beyond = new Part(1, 9, Optional.empty(), Optional.empty(), false);
      messages.take().serve(new Shared<>(whole, Optional.of(beyond), Receipt.NONE));
      assertThat(client(0).refusal().code()).isEqualTo(ErrorCode.INTERNAL);
    }
  }

  @Test
  void bytes_areReleased_whenTheReaderIsGone_orTheServer() throws Exception {
    client(0).ask(1, history(1));
    client(1).ask(1, history(2));
    FakeMessages.Asked first = messages.take();
    FakeMessages.Asked second = messages.take();
    assertThat(first.call().caller().isGone()).isFalse();
    assertThat(first.call().caller()).isNotSameAs(second.call().caller());
    clients.get(0).close();
    await().until(() -> server.door().connections() == 1);
    FakeMessages.Asked gone = channelOf(first.request()) == 1 ? first : second;
    assertThat(gone.call().caller().isGone()).isTrue();

    Whole whole = new Whole(page(3, 10_000));
    ByteBuf bytes = bytesOf(whole);
    gone.serve(new Shared<>(whole, Optional.empty(), Receipt.NONE));
    await().untilAsserted(() -> assertThat(bytes.refCnt()).isEqualTo(1));
    server.close();
    (gone == first ? second : first).serve(new Shared<>(whole, Optional.empty(), Receipt.NONE));
    whole.close();
    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void caller_isOneForAConnection() throws Exception {
    client(0).ask(1, history(1));
    client(0).ask(2, history(2));
    assertThat(messages.take().call().caller()).isSameAs(messages.take().call().caller());
  }

  @Test
  void slowFollower_isCut_andTheBytesAreReleased_whileOthersGetTheirs() throws Exception {
    RawClient slow = client(0);
    RawClient good = client(1);
    for (int id = 1; id <= IN_FLIGHT; id++) {
      slow.ask(id, history(1));
    }
    good.ask(1, history(2));
    Page page = page(7, 100_000);
    ByteBuf bytes;
    try (Whole whole = new Whole(page)) {
      bytes = bytesOf(whole);
      for (int i = 0; i <= IN_FLIGHT; i++) {
        messages.take().serve(new Shared<>(whole, Optional.empty(), Receipt.NONE));
      }
    }
    assertThat(good.receive().reply()).isEqualTo(new Reply.Answered(page));
    assertThat(bytes.refCnt()).as("the slow one's are waiting").isPositive();
    await().until(() -> server.door().connections() == 1);
    await().untilAsserted(() -> assertThat(bytes.refCnt()).isZero());
    good.send(2, new Query.Ping());
    assertThat(good.receive().reply()).isEqualTo(new Reply.Pong());
  }

  private RawClient client(int number) throws IOException {
    while (clients.size() <= number) {
      clients.add(RawClient.welcomed(address));
    }
    return clients.get(number);
  }

  /** The bytes that are made of it, as the first reader would make them. */
  private static ByteBuf bytesOf(Whole whole) {
    return whole
        .use(answer -> EncodedMessages.of(answer, ByteBufAllocator.DEFAULT), EncodedMessages::bytes)
        .orElseThrow();
  }

  private double counted(String name) {
    return registry.get(name).functionCounter().count();
  }

  private static History history(long channel) {
    return new History(new ChannelId(channel), Slice.newest(), 50);
  }

  private static long channelOf(Request<?> request) {
    return request.routingKey().orElseThrow().value();
  }

  private static Part part(SplittableRandom random) {
    int from = random.nextInt(100);
    int to = random.nextInt(from, 101);
    return new Part(
        from,
        to,
        random.nextBoolean() ? Optional.empty() : Optional.of(new Slice.Before(id(from))),
        random.nextBoolean() ? Optional.empty() : Optional.of(new Slice.After(id(to))),
        random.nextBoolean());
  }

  private static Page page(int count, int bytes) {
    List<Message> some =
        IntStream.range(0, count).mapToObj(i -> message(count - i, bytes)).toList();
    return new Page(some, Optional.of(OLDER), Optional.of(NEWER), false);
  }

  private static Message message(int number, int bytes) {
    return Message.created(id(number), number, Body.of("x".repeat(bytes)));
  }

  private static MessageId id(int number) {
    return MessageId.floor(1_500_000_000_000L + number);
  }
}
