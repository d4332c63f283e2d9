package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Body;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.Degraded;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session sends along, and what it makes of receipts, over the real wire. */
@Timeout(60)
class SessionTest extends ClientFixture {

  private static final Degraded DEGRADED =
      new Degraded(Degraded.Reason.OTHER_REGION, 1, 1_700_000_000_000_000L);

  private final AtomicLong answered = new AtomicLong();
  private final FakeNode node = node(this::answer);
  private final WeirClient client = connect(node);
  private final Session session = client.session();
  private final Channel channel = session.channel(42);

  @Test
  void read_comesAfterWhatTheSessionWroteAndSaw() {
    channel.append(1, "hello");
    assertThat(lastAsked().tokens()).isEqualTo(Tokens.NONE);

    channel.latest(50);
    assertThat(lastAsked().tokens()).as("the write's").isEqualTo(Tokens.of(token(1)));

    channel.get(ID);
    assertThat(lastAsked().tokens()).as("the first read's").isEqualTo(Tokens.of(token(2)));

    channel.delete(ID);
    assertThat(lastAsked().tokens()).as("writes bring none").isEqualTo(Tokens.NONE);
    assertThat(session.channel(43).at(ReadLevel.STRONG).latest(1)).isEqualTo(Page.EMPTY);
    assertThat(lastAsked().tokens()).as("of another channel").isEqualTo(Tokens.NONE);
    assertThat(lastAsked().level()).isEqualTo(ReadLevel.STRONG);
  }

  @Test
  void everyOperation_isPartOfTheSession() throws Exception {
    Message message = Message.created(ID, 1, Body.of(""));
    List<Consumer<Channel>> blocking =
        List.of(
            each -> each.append(1, "hello"),
            each -> each.appendAll(List.of(message)),
            each -> each.latest(1),
            each -> each.page(Slice.before(ID), 1),
            each -> each.get(ID),
            each -> each.edit(ID, "hello"),
            each -> each.delete(ID),
            each -> each.deleteAll(List.of(ID)),
            each -> each.deleteBefore(ID),
            each -> each.deleteBefore(Instant.EPOCH));
    for (Consumer<Channel> operation : blocking) {
      operation.accept(channel);
      assertNextReadComesAfterTheLast();
    }
    List<Function<Channel, CompletionStage<?>>> async =
        List.of(
            each -> each.appendAsync(1, "hello"),
            each -> each.appendAllAsync(List.of(message)),
            each -> each.latestAsync(1),
            each -> each.pageAsync(Slice.before(ID), 1),
            each -> each.getAsync(ID),
            each -> each.editAsync(ID, "hello"),
            each -> each.deleteAsync(ID),
            each -> each.deleteAllAsync(List.of(ID)),
            each -> each.deleteBeforeAsync(ID),
            each -> each.deleteBeforeAsync(Instant.EPOCH));
    for (Function<Channel, CompletionStage<?>> operation : async) {
      answer(operation.apply(channel).toCompletableFuture());
      assertNextReadComesAfterTheLast();
    }
  }

  @Test
  void bulkDeletion_isSeen_stepByStep() {
    List<MessageId> ids = Stream.iterate(1L, i -> i + 1).limit(7).map(MessageId::floor).toList();
    channel.deleteAll(ids);
    assertThat(answered).hasValue(3);
    assertNextReadComesAfterTheLast();
  }

  @Test
  void eventualReads_neitherWaitForAnythingNorPromiseIt() {
    channel.append(1, "hello");

    channel.at(ReadLevel.EVENTUAL).latest(1);

    assertThat(lastAsked().level()).isEqualTo(ReadLevel.EVENTUAL);
    assertThat(lastAsked().tokens()).isEqualTo(Tokens.NONE);
    channel.latest(1);
    assertThat(lastAsked().tokens()).isEqualTo(Tokens.of(token(1)).and(token(2)));
  }

  @Test
  void channelsOfTheClientItself_shareASession() throws Exception {
    client.channel(42).append(1, "hello");
    client.channel(CHANNEL).latest(1);
    assertThat(lastAsked().tokens()).isEqualTo(Tokens.of(token(1)));
    channel.latest(1);
    assertThat(lastAsked().tokens()).as("another session").isEqualTo(Tokens.NONE);
    answer(client.get(new Get(CHANNEL, ID), client.call()).toCompletableFuture());
    assertThat(lastAsked().tokens()).as("in no session").isEqualTo(Tokens.NONE);
  }

  @Test
  void requestOfOnesOwn_bringsTheSessionsTokensAndItsOwn() throws Exception {
    channel.append(1, "hello");
    Call call = client.call().after(Tokens.of(token(77)));
    answer(session.get(new Get(CHANNEL, ID), call).toCompletableFuture());
    assertThat(lastAsked().tokens()).isEqualTo(Tokens.of(token(1)).and(token(77)));
  }

  @Test
  void carriedSession_goesOnAtAnotherClient() {
    channel.append(1, "hello");
    session.channel(43).latest(1);

    Session heir = connect(node).session(session.token());
    heir.channel(44).latest(1);

    assertThat(lastAsked().tokens()).isEqualTo(Tokens.of(token(1)).and(token(2)));
    assertThat(client.session(heir.token()).token()).isEqualTo(heir.token());
    assertThatThrownBy(() -> client.session("hello"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void tokensStay_whenTheNodeChanges() {
    FakeNode first = node(this::answer);
    FakeNode second = node(this::answer);
    Channel moving = connect(first, second).session().channel(42);
    moving.append(1, "hello");
    assertThat(asked(first)).isNotEmpty();
    first.close();

    moving.latest(1);

    assertThat(asked(second))
        .singleElement()
        .extracting(Query.Ask::tokens)
        .isEqualTo(Tokens.of(token(1)));
  }

  @Test
  void answersOutOfOrder_loseNoToken() throws Exception {
    channel.append(1, "hello");
    List<RequestFrame> held = new CopyOnWriteArrayList<>();
    node.script((peer, frame) -> held.add(frame));
    CompletableFuture<Page> first = channel.latestAsync(1).toCompletableFuture();
    CompletableFuture<Page> second = channel.latestAsync(1).toCompletableFuture();
    await().until(() -> held.size() == 2);

    node.script(this::answer);
    node.lastPeer().reply(held.get(1).id(), page(token(20)));
    answer(second);
    node.lastPeer().reply(held.get(0).id(), page(token(10)));
    answer(first);

    channel.latest(1);
    assertThat(lastAsked().tokens()).isEqualTo(Tokens.of(token(20)).and(token(10)));
  }

  @Test
  void answerWithoutAToken_changesNothing() {
    channel.append(1, "hello");
    node.script((peer, frame) -> peer.answer(frame.id(), Page.EMPTY));
    channel.latest(1);
    channel.latest(1);
    assertThat(lastAsked().tokens()).isEqualTo(Tokens.of(token(1)));
  }

  @Test
  void listener_hearsOfDegradedAnswers_beforeTheyAreHandedOut() throws Exception {
    List<Object> events = new CopyOnWriteArrayList<>();
    session.whenDegraded(events::add);
    channel.latest(1);
    assertThat(events).isEmpty();
    node.script(SessionTest::answerDegraded);

    events.add(channel.latest(1));
    answer(channel.latestAsync(1).thenAccept(events::add).toCompletableFuture());

    assertThat(events).containsExactly(DEGRADED, Page.EMPTY, DEGRADED, Page.EMPTY);
    client.session().channel(42).latest(1);
    assertThat(events).as("of another session").hasSize(4);
  }

  @Test
  void listenerThatFails_keepsNoAnswerBack() throws Exception {
    Thread thread = Thread.currentThread();
    List<Throwable> uncaught = new ArrayList<>();
    thread.setUncaughtExceptionHandler((where, e) -> uncaught.add(e));
    IllegalStateException failure = new IllegalStateException("a listener's defect");
    session.whenDegraded(degraded -> {
      throw failure;
    });
    node.script(SessionTest::answerDegraded);
    try {
      assertThat(channel.latest(1)).isEqualTo(Page.EMPTY);
    } finally {
      thread.setUncaughtExceptionHandler(null);
    }
    assertThat(uncaught).containsExactly(failure);
    assertThat(answer(channel.latestAsync(1).toCompletableFuture())).isEqualTo(Page.EMPTY);
  }

  private void assertNextReadComesAfterTheLast() {
    Token last = token(answered.get());
    channel.latest(1);
    assertThat(lastAsked().tokens()).isEqualTo(Tokens.of(last));
  }

  /** Answers anything, each time with a token of another incarnation; deletes three at a time. */
  private void answer(FakeNode.Peer peer, RequestFrame frame) throws IOException {
    Request<?> request = ((Query.Ask) frame.query()).request();
    Answer answer = new Acknowledged();
    if (request instanceof History) {
      answer = Page.EMPTY;
    } else if (request instanceof Get) {
      answer = new Found(Optional.empty());
    } else if (request instanceof DeleteBulk bulk) {
      answer = new BulkProgress(restOf(bulk));
    }
    Receipt receipt = Receipt.of(token(answered.incrementAndGet()));
    peer.reply(frame.id(), new Reply.Answered(answer, receipt));
  }

  private static Optional<DeleteBulk> restOf(DeleteBulk bulk) {
    if (bulk.selection() instanceof DeleteBulk.Ids some && some.ids().size() > 3) {
      List<MessageId> rest = some.ids().subList(3, some.ids().size());
      return Optional.of(new DeleteBulk(bulk.channel(), new DeleteBulk.Ids(rest), bulk.atMicros()));
    }
    return Optional.empty();
  }

  private static void answerDegraded(FakeNode.Peer peer, RequestFrame frame) throws IOException {
    Receipt receipt = new Receipt(Optional.of(token(99)), Optional.of(DEGRADED), Optional.empty());
    peer.reply(frame.id(), new Reply.Answered(Page.EMPTY, receipt));
  }

  private static Reply page(Token token) {
    return new Reply.Answered(Page.EMPTY, Receipt.of(token));
  }

  private static Token token(long number) {
    return new Token(0, number, 1_000 - number);
  }

  private Query.Ask lastAsked() {
    List<Query.Ask> asked = asked(node);
    return asked.get(asked.size() - 1);
  }

  private static List<Query.Ask> asked(FakeNode of) {
    return of.requests().stream()
        .map(RequestFrame::query)
        .filter(Query.Ask.class::isInstance)
        .map(Query.Ask.class::cast)
        .toList();
  }
}
