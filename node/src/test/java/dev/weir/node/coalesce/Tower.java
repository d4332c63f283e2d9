package dev.weir.node.coalesce;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Explanation.Role;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

/**
 * A coalescer before queries that the test ends by hand, one by one: who joins whom can be told by
 * counting them.
 */
final class Tower implements Room {

  static final int REGION = 1;
  static final ChannelId CHANNEL = new ChannelId(42);
  static final History LATEST = new History(CHANNEL, Slice.newest(), 50);
  static final long INCARNATION = 7;

  /** A query that was sent and is not answered before the test says so. */
  record Query(Request<?> request, Call call, CompletableFuture<Served<Answer>> outcome) {

    boolean isFor(Request<?> other) {
      return request.equals(other);
    }
  }

  final List<Query> queries = new ArrayList<>();
  final RetryBudget budget = new RetryBudget(10);
  final Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
  final Map<Role, Integer> roles = new EnumMap<>(Role.class);
  int sealed;
  int abandoned;
  int hedged;
  long nowNanos = 1_000_000;
  private long sequence = 100;
  final Coalescer coalescer;

  Tower() {
    this(FlightSettings.DEFAULT);
  }

  Tower(FlightSettings settings) {
    Whereabouts alone = new Whereabouts(new NodeId("eu-1"), Optional::empty);
    coalescer =
        new Coalescer(this, REGION, alone, settings, budget, () -> nowNanos, new Counting());
  }

  private final class Counting implements FlightEvents {
    @Override
    public void answered(Role role, int reads) {
      roles.merge(role, reads, Integer::sum);
    }

    @Override
    public void refused(Refusal reason) {
      refusals.merge(reason, 1, Integer::sum);
    }

    @Override
    public void sealed(int flights) {
      sealed += flights;
    }

    @Override
    public void hedged() {
      hedged++;
    }

    @Override
    public void abandoned() {
      abandoned++;
    }
  }

  @Override
  @SuppressWarnings("unchecked") // The test answers what was asked.
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    budget.tried();
    CompletableFuture<Served<Answer>> outcome = new CompletableFuture<>();
    queries.add(new Query(request, call, outcome));
    return (CompletionStage<Served<A>>) (CompletionStage<?>) outcome;
  }

  <A extends Answer> CompletableFuture<Served<A>> ask(Request<A> request, Call call) {
    return coalescer.pass(request, call).toCompletableFuture();
  }

  <A extends Answer> CompletableFuture<Served<A>> ask(Request<A> request) {
    return ask(request, call());
  }

  CompletableFuture<Served<Page>> askAfter(Token token) {
    return ask(LATEST, call().after(Tokens.of(token)));
  }

  /** A write that ends at once, with the token that it got. */
  Token write() {
    CompletableFuture<Served<Acknowledged>> write = ask(append());
    Token token = land(queries.getLast(), new Acknowledged());
    write.join();
    return token;
  }

  static Append append() {
    return new Append(CHANNEL, id(9_999), 1, Body.of("written"));
  }

  /** Ends a query as this node's own store would; gives the point at which it ended. */
  Token land(Query query, Answer answer) {
    Token token = new Token(REGION, INCARNATION, ++sequence);
    query.outcome.complete(Served.of(answer, Receipt.of(token)));
    return token;
  }

  void fail(Query query, ErrorCode code) {
    query.outcome.completeExceptionally(new WeirException(code, code.name()));
  }

  /** A call that has a second. */
  Call call() {
    return Call.by(new Deadline(nowNanos + 1_000_000_000));
  }

  void passMillis(long millis) {
    nowNanos += millis * 1_000_000;
  }

  static MessageId id(long number) {
    return MessageId.of(1_700_000_000_000L + number, 0, 0, 0);
  }

  /** A page of these messages, all that the channel holds. */
  static Page page(long newest, long oldest) {
    List<Message> messages =
        LongStream.iterate(newest, number -> number >= oldest, number -> number - 1)
            .mapToObj(number -> Message.created(id(number), 1, Body.of("message " + number)))
            .toList();
    return new Page(
        messages,
        Optional.of(new Slice.Before(id(oldest))),
        Optional.of(new Slice.After(id(newest))),
        false);
  }

  static List<Long> numbers(Page page) {
    return page.messages().stream()
        .map(message -> message.id().unixMillis() - 1_700_000_000_000L)
        .toList();
  }
}
