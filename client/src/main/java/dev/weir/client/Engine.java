package dev.weir.client;

import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What drives a {@link WeirClient}, {@link Peers} and a {@link RegionLink} alike: the thread, what
 * it works on, and the way in for other threads. Safe for any thread.
 */
final class Engine {

  /** Ids of requests; those below are the connection's own, for HELLO. */
  private static final long FIRST_ID = 2;

  private final Ticker ticker;
  private final InFlightLimit limit;
  private final Timers timers;
  private final IoLoop loop;
  private final Dispatcher dispatcher;
  private final AtomicLong nextId = new AtomicLong(FIRST_ID);

  /**
   * Begins to connect, as soon as the ground gives the first turn.
   *
   * @param listener sees every frame of every node, on the I/O thread
   */
  Engine(Setup setup, Ground ground, Consumer<ResponseFrame> listener) {
    this.ticker = ground.ticker();
    this.limit = new InFlightLimit(setup.limits());
    this.timers = new Timers(ticker);
    this.loop = new IoLoop(ground, timers);
    this.dispatcher = new Dispatcher(setup, loop, timers, ground.random(), listener, this::ended);
    loop.start(dispatcher::close);
    loop.execute(dispatcher::start);
  }

  /** As {@link #submit(Query, Deadline, Optional, Executor)}, to whichever node is best. */
  CompletableFuture<Reply> submit(Query query, Deadline deadline, Executor callbacks) {
    return submit(query, deadline, Optional.empty(), callbacks);
  }

  /**
   * Asks a node. Never blocks or throws.
   *
   * @param only the one node that it is for
   * @param callbacks completes the outcome, save for failures that are there at once
   */
  CompletableFuture<Reply> submit(
      Query query, Deadline deadline, Optional<NodeId> only, Executor callbacks) {
    try {
      if (deadline.hasPassed(ticker)) {
        throw new WeirException(
            ErrorCode.DEADLINE_EXCEEDED, "the deadline had passed before the request was sent");
      }
      Errand errand = errand(query, deadline, only, callbacks);
      limit.enter(errand.size());
      if (!loop.execute(() -> dispatcher.accept(errand))) {
        limit.leave(errand.size());
        throw Dispatcher.clientClosed();
      }
      return errand.outcome();
    } catch (WeirException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Asks whichever node is best for a lease: takes nothing from the limit of requests, which is its
   * user's.
   */
  CompletableFuture<Reply> submitAside(Query query, Deadline deadline, Executor callbacks) {
    Errand errand = errand(query, deadline, Optional.empty(), callbacks);
    return loop.execute(() -> dispatcher.accept(errand))
        ? errand.outcome()
        : CompletableFuture.failedFuture(Dispatcher.clientClosed());
  }

  private Errand errand(Query query, Deadline deadline, Optional<NodeId> only, Executor callbacks) {
    return new Errand(nextId.getAndIncrement(), query, deadline, only, callbacks, loop.spare());
  }

  private void ended(Errand errand) {
    if (!(errand.query() instanceof Query.LeaseWorker)) {
      limit.leave(errand.size());
    }
  }

  /** Has a task run on the I/O thread; never, once the engine is closed. */
  void execute(Runnable task) {
    loop.execute(task);
  }

  /** Has a task run later. I/O thread only. */
  void after(Duration delay, Runnable task) {
    timers.after(delay.toNanos(), task);
  }

  /** Learns who owns what, unless something newer is known. */
  void learn(RangeTable table) {
    loop.execute(() -> dispatcher.learn(table));
  }

  /** Other contacts take the place of those configured for the home region. */
  void contacts(List<NodeAddress> contacts) {
    loop.execute(() -> dispatcher.contacts(contacts));
  }

  /** As {@link Sides#states}. */
  List<RegionState> regions() {
    return dispatcher.regions();
  }

  /** Why a connection broke or could not be made, rather one to the home region. */
  Optional<WeirException> lastFailure() {
    return dispatcher.lastFailure();
  }

  /** As {@link Dispatcher#firstWelcome}. */
  CompletableFuture<Void> firstWelcome() {
    return dispatcher.firstWelcome();
  }

  /** What to say where no node can be reached. */
  WeirException notConnected() {
    return dispatcher.notConnected();
  }

  /** Requests under way. */
  int inFlight() {
    return limit.requests();
  }

  /** Whether this is the thread that does all input and output. */
  boolean isOwnThread() {
    return loop.isOwnThread();
  }

  /**
   * Fails what is under way with CLIENT_CLOSED, closes every connection and waits for the thread to
   * end, unless this is it. A second call does nothing.
   */
  void close() {
    loop.stop();
  }
}
