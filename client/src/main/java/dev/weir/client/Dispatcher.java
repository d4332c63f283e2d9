package dev.weir.client;

import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What becomes of requests: each waits for a connection, is sent, is sent again if the connection
 * breaks or falls silent, and ends exactly once: answered, failed, or out of time. For the I/O
 * thread alone, but for what says so.
 *
 * <p>Only a broken or silent connection and a draining node make it send again: a node has already
 * tried again whatever is worth it, and two layers that retry make storms. What a silent node was
 * sent stays with it too, and its success counts if it comes first.
 *
 * <p>A request for one node alone waits for nothing and is never sent again; one of an engine whose
 * {@link Setup} says so waits for nothing either. Which region a request goes to is the business of
 * {@link Sides}.
 */
final class Dispatcher implements Connection.Owner {

  private final Setup setup;
  private final Timers timers;
  private final Sides sides;
  private final Consumer<ResponseFrame> listener;
  private final Consumer<Errand> ended;
  private final Map<Errand, Timers.Timer> open = new LinkedHashMap<>();
  private final Set<Errand> waiting = new LinkedHashSet<>();
  private boolean closed;

  /**
   * A dispatcher without a connection yet.
   *
   * @param listener sees every frame of every node
   * @param ended told of each request once, just before its outcome
   */
  Dispatcher(
      Setup setup,
      IoLoop loop,
      Timers timers,
      RandomGenerator random,
      Consumer<ResponseFrame> listener,
      Consumer<Errand> ended) {
    this.setup = setup;
    this.timers = timers;
    this.listener = listener;
    this.ended = ended;
    this.sides = new Sides(setup, loop, timers, random, this);
  }

  /** Begins to connect. */
  void start() {
    sides.start();
  }

  /**
   * Completed when a node of the home region first answered HELLO, or one of another region did
   * while home kept silent; fails if one of home refused it in a way that no repetition will mend.
   * Any thread.
   */
  CompletableFuture<Void> firstWelcome() {
    return sides.firstWelcome();
  }

  /** Takes a request on. */
  void accept(Errand errand) {
    if (closed) {
      ended.accept(errand);
      errand.fail(clientClosed());
      return;
    }
    open.put(errand, timers.at(errand.deadline().atNanos(), () -> expire(errand)));
    place(errand);
  }

  /** As {@link Sides#states}. Any thread. */
  List<RegionState> regions() {
    return sides.states();
  }

  /** Why a connection broke or could not be made, rather one to the home region. Any thread. */
  Optional<WeirException> lastFailure() {
    return sides.lastFailure();
  }

  /** Learns who owns what in the home region, unless something newer is known. */
  void learn(RangeTable told) {
    sides.home().learn(told);
  }

  /** Other contacts take the place of those configured for the home region. */
  void contacts(List<NodeAddress> contacts) {
    sides.home().contacts(contacts);
  }

  /** Fails everything that is open, and closes every connection. */
  void close() {
    closed = true;
    sides.close();
    for (Errand errand : List.copyOf(open.keySet())) {
      fail(errand, clientClosed());
    }
  }

  static WeirException clientClosed() {
    return new WeirException(
        ErrorCode.CLIENT_CLOSED, "the client was closed; a request under way may have been served");
  }

  /** What to say where no node can be reached. Any thread. */
  WeirException notConnected() {
    List<NodeAddress> contacts =
        setup.places().stream().flatMap(place -> place.contacts().stream()).toList();
    return notConnected("none of %s could be reached".formatted(contacts));
  }

  @Override
  public void welcomed(Connection connection, Reply.Welcome welcome) {
    resume();
  }

  @Override
  public void heard(Connection connection, ResponseFrame frame) {
    listener.accept(frame);
  }

  @Override
  public void told(RangeTable told) {
    // Its region has learnt it.
  }

  @Override
  public void answered(Connection connection, Errand errand, ResponseFrame frame) {
    errand.putDownBy(connection);
    if (!(frame.reply() instanceof Reply.Refused refused)) {
      end(errand);
      errand.succeed(frame.reply());
    } else if (!hasOnlySilentCarriers(errand)) {
      // It was silent for long, so another node was asked too, which may do better.
      errand.failedAt(connection.address());
      if (!refused.code().isUndone()) {
        errand.leftUnanswered();
      }
    } else if (refused.code() == ErrorCode.DRAINING) {
      failedOver(connection, errand, failure(refused));
    } else {
      WeirException failure = failure(refused);
      fail(errand, errand.isWrite() && errand.mayBeKept() ? failure.afterUnknown() : failure);
    }
  }

  @Override
  public void suspected(Connection connection, List<Errand> unsent) {
    unsent.forEach(errand -> placeInstead(connection, errand));
    rescue(connection);
  }

  @Override
  public void trusted(Connection connection) {
    resume();
  }

  @Override
  public void leaving(Connection connection, WeirException cause, List<Errand> unsent) {
    unsent.forEach(errand -> placeInstead(connection, errand));
  }

  @Override
  public void closed(
      Connection connection, WeirException cause, List<Errand> unanswered, List<Errand> unsent) {
    for (Errand errand : unanswered) {
      errand.putDownBy(connection);
      errand.leftUnanswered();
      failedOver(connection, errand, cause);
    }
    unsent.forEach(errand -> placeInstead(connection, errand));
  }

  private static WeirException failure(Reply.Refused refused) {
    return new WeirException(refused.code(), refused.message(), refused.retryAfter());
  }

  /** This connection will not answer it: another one does, if there is one and it may be asked. */
  private void failedOver(Connection failed, Errand errand, WeirException cause) {
    errand.failedAt(failed.address());
    if (!errand.carriers().isEmpty()) {
      rescue(errand);
    } else if (errand.only().isPresent()) {
      fail(errand, cause);
    } else if (!setup.waits()
        && cause.code() == ErrorCode.DRAINING
        && wayOf(errand).isEmpty()
        && errand.tries() == 1) {
      // Nothing was done, which whoever asks for a write wants to know.
      fail(errand, cause);
    } else if (errand.tries() < setup.limits().tries()) {
      place(errand);
    } else {
      String message =
          "sent %d times, and each time: %s".formatted(errand.tries(), cause.getMessage());
      fail(errand, new WeirException(ErrorCode.CONNECTION_LOST, message, cause));
    }
  }

  /** This connection had not sent it yet. */
  private void placeInstead(Connection former, Errand errand) {
    errand.putDownBy(former);
    if (errand.carriers().isEmpty()) {
      place(errand);
    } else {
      rescue(errand);
    }
  }

  private void place(Errand errand) {
    if (errand.only().isPresent()) {
      placeAt(errand.only().get(), errand);
      return;
    }
    Optional<Route.Way> way = wayOf(errand);
    if (way.isPresent()) {
      send(errand, way.get());
    } else if (setup.waits()) {
      waiting.add(errand);
    } else if (errand.tries() == 0) {
      fail(errand, notConnected());
    } else {
      String message = "after it was sent, " + notConnected().getMessage();
      fail(errand, new WeirException(ErrorCode.CONNECTION_LOST, message));
    }
  }

  /** The best way; none over a silent connection, where nobody is to wait. */
  private Optional<Route.Way> wayOf(Errand errand) {
    return sides.wayOf(errand).filter(way -> setup.waits() || way.connection().isTrusted());
  }

  private void placeAt(NodeId node, Errand errand) {
    Optional<Route.Way> way = sides.home().wayTo(node);
    if (way.isPresent()) {
      send(errand, way.get());
    } else {
      fail(errand, notConnected("node %s is not connected, or silent".formatted(node)));
    }
  }

  private static void send(Errand errand, Route.Way way) {
    way.connection().take(errand, way.forwarded());
  }

  /** A connection has become better: to those who waited for one, or only have a silent one. */
  private void resume() {
    List<Errand> waited = List.copyOf(waiting);
    waiting.clear();
    waited.forEach(this::place);
    sides.suspects().forEach(this::rescue);
  }

  /** Sends what a silent node was sent to another one as well, if there is any. */
  private void rescue(Connection silent) {
    for (Errand errand : silent.unanswered()) {
      rescue(errand);
    }
  }

  private void rescue(Errand errand) {
    if (errand.only().isEmpty()
        && hasOnlySilentCarriers(errand)
        && errand.tries() < setup.limits().tries()) {
      sides
          .wayOf(errand)
          .filter(way -> way.connection().isTrusted())
          .ifPresent(way -> send(errand, way));
    }
    if (!setup.waits() && hasOnlySilentCarriers(errand)) {
      String message = "node %s fell silent".formatted(errand.carriers().get(0).address());
      fail(errand, new WeirException(ErrorCode.CONNECTION_LOST, message));
    }
  }

  private static boolean hasOnlySilentCarriers(Errand errand) {
    return errand.carriers().stream().allMatch(Connection::isSuspect);
  }

  private void expire(Errand errand) {
    WeirException failure =
        errand.tries() == 0 && !sides.isAnyReady()
            ? notConnected()
            : new WeirException(ErrorCode.DEADLINE_EXCEEDED, whyLate(errand));
    errand.carriers().forEach(connection -> connection.missed(errand));
    fail(errand, failure);
  }

  private String whyLate(Errand errand) {
    if (errand.tries() > 0 && !errand.carriers().isEmpty()) {
      return "node %s did not answer in time".formatted(errand.carriers().get(0).address());
    }
    return sides.isAnyReady()
        ? "all that a node takes at once was under way until the deadline"
        : "after it was sent, " + notConnected().getMessage();
  }

  private WeirException notConnected(String message) {
    Optional<WeirException> cause = sides.lastFailure();
    return cause.isPresent()
        ? new WeirException(
            ErrorCode.NOT_CONNECTED, message + ": " + cause.get().getMessage(), cause.get())
        : new WeirException(ErrorCode.NOT_CONNECTED, message + " yet");
  }

  private void fail(Errand errand, WeirException failure) {
    end(errand);
    errand.fail(failure);
  }

  private void end(Errand errand) {
    Timers.Timer deadline = open.remove(errand);
    if (deadline != null) {
      timers.cancel(deadline);
    }
    waiting.remove(errand);
    errand.carriers().forEach(connection -> connection.drop(errand));
    ended.accept(errand);
  }
}
