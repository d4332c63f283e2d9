package dev.weir.client;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.HybridClock;
import dev.weir.messages.LeaseKeeper;
import dev.weir.messages.MessageId;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerGrant;
import dev.weir.messages.WorkerLease;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A client of one region's nodes, and of other regions while its own cannot be reached. Make one
 * for each process, share it among its threads, and close it at the end.
 *
 * <pre>{@code
 * try (WeirClient weir = WeirClient.connect(ClientConfig.of("localhost:7400"))) {
 *   Channel channel = weir.channel(42);
 *   MessageId id = channel.append(1001, "hello");
 *   Page page = channel.latest(50);
 *   channel.edit(id, "hello, world");
 * }
 * }</pre>
 *
 * <p>Each request goes straight to the node that owns its channel, once a node has told who owns
 * what; requests are pipelined over one connection to each node; one daemon thread does all input
 * and output. If a connection breaks, or its node falls silent, requests under way are sent again,
 * to another node if there is one: each has the effect of one, because it names its message and its
 * time. Every request ends by its deadline.
 *
 * <p>A client that was told of other regions keeps a connection to each. While no node of its home
 * can be reached it asks the next one, at once; it comes home by itself, in steps, once home has
 * been back for a while. {@link #regions()} tells where it is. Errors that nodes answer never make
 * it leave: where a region's database fails, its nodes ask another region's themselves.
 *
 * <p>A client reads its own writes and never reads backwards, whichever node of the region answers:
 * its {@link #channel channels} belong to a {@link Session} of its own, which says what is
 * promised. A process that serves many people does well to make a {@link #session()} for each of
 * them, so that each waits for what he has seen alone, and can carry it to another process or
 * region. Requests that are passed to the client itself belong to no session.
 *
 * <p>Stages are completed on {@link ClientConfig#callbacks}, never on the client's own thread: what
 * is attached to them may block without holding up other requests.
 */
public final class WeirClient implements Room, AutoCloseable {

  /** For a lease, which nobody waits for, however hurried the client's requests are. */
  private static final Duration LEASE_PATIENCE = Duration.ofSeconds(10);

  private final ClientConfig config;
  private final Ticker ticker;
  private final HybridClock clock;
  private final SeenClock seen;
  private final MessageNamer namer;
  private final Engine engine;
  private final Session own;

  /** A client that begins to connect. */
  private WeirClient(ClientConfig config, Ground ground) {
    RandomGenerator random = ground.random();
    UUID holder = new UUID(random.nextLong(), random.nextLong());
    this.config = config;
    this.ticker = ground.ticker();
    this.clock = new HybridClock(ground.wall());
    this.seen = new SeenClock(clock);
    this.namer = new MessageNamer(clock, ticker);
    this.engine = new Engine(Setup.of(config), ground, seen::observe);
    this.own = session(Tokens.NONE);
    LeaseKeeper keeper = new LeaseKeeper(holder, namer, this::lease, engine::after, ticker, random);
    CompletableFuture<Void> unused =
        engine.firstWelcome().thenRun(() -> engine.execute(() -> begin(keeper)));
  }

  /**
   * Connects; blocks until a node of the home region has answered HELLO, or one of another region
   * if all contacts of home fail or keep silent for a second; for {@link
   * ClientConfig.Connecting#timeout} at most.
   *
   * @throws WeirException NOT_CONNECTED if no contact could be reached, with the last one's reason;
   *     UNSUPPORTED_VERSION or UNAUTHENTICATED, at once, if a contact refused so
   */
  public static WeirClient connect(ClientConfig config) {
    WeirClient client = on(config, MachineGround.unique());
    client.awaitFirstWelcome();
    return client;
  }

  /**
   * A client on somebody else's time, chance and sockets, that begins to connect. Does not block:
   * requests wait for the first node to answer, until their deadline.
   *
   * <p>On a ground of one thread only what returns a stage can be asked, and {@link
   * ClientConfig#callbacks} should be {@code Runnable::run}, or an executor of that ground.
   */
  public static WeirClient on(ClientConfig config, Ground ground) {
    return new WeirClient(config, ground);
  }

  /**
   * Asks a node anything about messages, in no session: {@link Session#pass} does it in one. Never
   * blocks or throws; the stage fails with a {@link WeirException}, by the call's deadline at the
   * latest.
   */
  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    return pass(request, call, receipt -> {});
  }

  /** A call with the configured timeout, from now. */
  public Call call() {
    return Call.by(Deadline.in(config.timeout(), ticker));
  }

  /** A session that has seen nothing yet. */
  public Session session() {
    return session(Tokens.NONE);
  }

  /**
   * A session that goes on from where another one was, perhaps of another process or region.
   *
   * @param token of {@link Session#token}
   * @throws WeirException INVALID_ARGUMENT if it is something else
   */
  public Session session(String token) {
    return session(SessionString.parse(token));
  }

  /** The operations of one channel, in the session that all channels of the client itself share. */
  public Channel channel(ChannelId id) {
    return own.channel(id);
  }

  /** As {@link #channel(ChannelId)}. */
  public Channel channel(long id) {
    return channel(new ChannelId(id));
  }

  /**
   * A name for a new message, which sorts after everything that the client has read. Whoever names
   * a message before appending it may ask again under the same name after any failure. Given by the
   * client itself while it has the lease of a worker's number, which it asks for as soon as it is
   * connected, else by a node, within the configured timeout.
   */
  public CompletionStage<MessageId> nameMessage() {
    return nameMessage(call());
  }

  /**
   * A time for an edit or a deletion: microseconds since 1970, later than every time given before
   * or shown by any answer.
   */
  public long nextMicros() {
    return clock.nextMicros();
  }

  /**
   * What the client makes of its regions at this moment, the home first, then the others in the
   * order of failover; up to a second old. Does not block.
   */
  public List<RegionState> regions() {
    return engine.regions();
  }

  /**
   * Fails what is under way with CLIENT_CLOSED, closes every connection and waits for the client's
   * thread to end. A second call does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }

  /** As {@link #pass(Request, Call)}, with somebody who gets the receipt before the answer. */
  <A extends Answer> CompletionStage<Served<A>> pass(
      Request<A> request, Call call, Consumer<Receipt> receipts) {
    return mapped(
        submit(Query.Ask.of(request, call), call.deadline(), config.callbacks()),
        reply -> {
          Served<A> served = servedOf(request, reply);
          receipts.accept(served.receipt());
          return served;
        });
  }

  /** Asks and blocks until the answer. */
  <A extends Answer> Served<A> ask(Request<A> request, Call call) {
    Query query = Query.Ask.of(request, call);
    return servedOf(request, await(submit(query, call.deadline(), Runnable::run)));
  }

  /** Names a message and blocks until it has the name. */
  MessageId name(Call call) {
    Optional<MessageId> own = namer.next();
    return own.isPresent()
        ? own.get()
        : idOf(await(submit(nameQuery(), call.deadline(), Runnable::run)));
  }

  CompletionStage<MessageId> nameMessage(Call call) {
    Optional<MessageId> own = namer.next();
    return own.isPresent()
        ? CompletableFuture.completedStage(own.get())
        : mapped(submit(nameQuery(), call.deadline(), config.callbacks()), WeirClient::idOf);
  }

  /** The number that messages are named with; none while nodes name them. */
  Optional<WorkerLease> lease() {
    return namer.lease();
  }

  /** Requests under way. */
  int inFlight() {
    return engine.inFlight();
  }

  void awaitFirstWelcome() {
    Duration patience = config.connecting().timeout();
    try {
      engine.firstWelcome().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      close();
      throw engine.notConnected();
    } catch (ExecutionException e) {
      close();
      throw failureOf(e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.NOT_CONNECTED, "interrupted while connecting", e);
    }
  }

  private CompletableFuture<Reply> submit(Query query, Deadline deadline, Executor callbacks) {
    return engine.submit(query, deadline, callbacks);
  }

  /** Asks any node for a lease. Takes nothing from the limit of requests, which is its user's. */
  private CompletionStage<WorkerGrant> lease(UUID holder, OptionalInt kept) {
    Query query = new Query.LeaseWorker(holder, kept);
    Deadline deadline = Deadline.in(LEASE_PATIENCE, ticker);
    return mapped(engine.submitAside(query, deadline, Runnable::run), RegionLink::grantOf);
  }

  private Session session(Tokens seen) {
    return new Session(this, new SeenTokens(ticker, seen));
  }

  private static void begin(LeaseKeeper keeper) {
    CompletableFuture<WorkerLease> unused = keeper.start();
  }

  private Query nameQuery() {
    return new Query.NameMessage(seen.seenMicros());
  }

  private Reply await(CompletableFuture<Reply> outcome) {
    if (engine.isOwnThread()) {
      throw new IllegalStateException(
          "a blocking call on the client's own thread would wait for itself: give the client a"
              + " callbacks executor with threads of its own");
    }
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw failureOf(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(
          ErrorCode.DEADLINE_EXCEEDED, "interrupted while waiting; a write may have been kept", e);
    }
  }

  private static WeirException failureOf(ExecutionException e) {
    return e.getCause() instanceof WeirException failure
        ? failure
        : new WeirException(ErrorCode.INTERNAL, String.valueOf(e.getMessage()), e);
  }

  /** The outcome's answer; a failure stays as it is, in no wrapper. */
  static <A> CompletionStage<A> mapped(
      CompletableFuture<Reply> outcome, Function<Reply, A> answerOf) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    CompletableFuture<Reply> unused =
        outcome.whenComplete((reply, failure) -> {
          if (failure == null) {
            answer.complete(answerOf.apply(reply));
          } else {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  static <A extends Answer> Served<A> servedOf(Request<A> request, Reply reply) {
    Reply.Answered answered = (Reply.Answered) reply;
    return Served.of(request.answerType().cast(answered.answer()), answered.receipt());
  }

  private static MessageId idOf(Reply reply) {
    return ((Reply.Named) reply).id();
  }
}
