package dev.weir.client;

import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.Iterator;
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
 * breaks, and ends exactly once: answered, failed, or out of time. For the I/O thread alone, but
 * for {@link #firstWelcome}.
 *
 * <p>Only a broken connection and a draining node make it send again: a node has already tried
 * again whatever is worth it, and two layers that retry make storms.
 */
final class Dispatcher implements Connection.Owner {

  private final ClientConfig config;
  private final Timers timers;
  private final Dialer dialer;
  private final Consumer<ResponseFrame> listener;
  private final Consumer<Errand> ended;
  private final Map<Errand, Timers.Timer> open = new LinkedHashMap<>();
  private final Set<Errand> waiting = new LinkedHashSet<>();
  private final CompletableFuture<Void> firstWelcome = new CompletableFuture<>();
  private boolean closed;

  /**
   * A dispatcher without a connection yet.
   *
   * @param listener sees every frame of every node
   * @param ended told of each request once, just before its outcome
   */
  Dispatcher(
      ClientConfig config,
      IoLoop loop,
      Timers timers,
      RandomGenerator random,
      Consumer<ResponseFrame> listener,
      Consumer<Errand> ended) {
    this.config = config;
    this.timers = timers;
    this.listener = listener;
    this.ended = ended;
    this.dialer = new Dialer(config, loop, timers, random, this);
  }

  /** Begins to connect. */
  void start() {
    dialer.seek();
  }

  /**
   * Completed when a node first answered HELLO; fails if one refused it in a way that no repetition
   * will mend. Any thread.
   */
  CompletableFuture<Void> firstWelcome() {
    return firstWelcome;
  }

  /** Takes a request on. */
  void accept(Errand errand) {
    if (closed) {
      ended.accept(errand);
      errand.fail(clientClosed());
      return;
    }
    open.put(errand, timers.at(errand.deadline().atNanos(), () -> expire(errand)));
    waiting.add(errand);
    pump();
  }

  /** Fails everything that is open, and closes every connection. */
  void close() {
    closed = true;
    dialer.close();
    for (Errand errand : List.copyOf(open.keySet())) {
      fail(errand, clientClosed());
    }
    waiting.clear();
  }

  static WeirException clientClosed() {
    return new WeirException(
        ErrorCode.CLIENT_CLOSED, "the client was closed; a request under way may have been served");
  }

  /** What to say where no node can be reached. */
  WeirException notConnected() {
    String message = "none of %s could be reached".formatted(config.contacts());
    Optional<WeirException> cause = dialer.lastFailure();
    return cause.isPresent()
        ? new WeirException(
            ErrorCode.NOT_CONNECTED, message + ": " + cause.get().getMessage(), cause.get())
        : new WeirException(ErrorCode.NOT_CONNECTED, message + " yet");
  }

  @Override
  public void welcomed(Connection connection) {
    firstWelcome.complete(null);
    pump();
  }

  @Override
  public void heard(Connection connection, ResponseFrame frame) {
    listener.accept(frame);
  }

  @Override
  public void answered(Connection connection, Errand errand, Reply reply) {
    dialer.proved(connection);
    if (!(reply instanceof Reply.Refused refused)) {
      end(errand);
      errand.succeed(reply);
    } else if (refused.code() == ErrorCode.DRAINING) {
      sendAgain(errand, failure(refused));
    } else {
      fail(errand, failure(refused));
    }
    pump();
  }

  @Override
  public void leaving(Connection connection, WeirException cause) {
    dialer.lost(connection, cause);
    dialer.seek();
  }

  @Override
  public void closed(Connection connection, WeirException cause, List<Errand> unanswered) {
    dialer.lost(connection, cause);
    dialer.closed(connection);
    if (isFinal(cause.code())) {
      firstWelcome.completeExceptionally(cause);
    }
    for (Errand errand : unanswered) {
      sendAgain(errand, cause);
    }
    pump();
    dialer.seek();
  }

  private static boolean isFinal(ErrorCode code) {
    return code == ErrorCode.UNSUPPORTED_VERSION || code == ErrorCode.UNAUTHENTICATED;
  }

  private static WeirException failure(Reply.Refused refused) {
    return new WeirException(refused.code(), refused.message(), refused.retryAfter());
  }

  private void sendAgain(Errand errand, WeirException cause) {
    errand.putDown();
    if (errand.tries() < config.limits().tries()) {
      waiting.add(errand);
    } else {
      String message =
          "sent %d times, and each time: %s".formatted(errand.tries(), cause.getMessage());
      fail(errand, new WeirException(ErrorCode.CONNECTION_LOST, message, cause));
    }
  }

  private void pump() {
    Iterator<Errand> next = waiting.iterator();
    while (next.hasNext()) {
      Errand errand = next.next();
      Optional<Connection> connection =
          dialer.route().connectionFor(errand).filter(Connection::hasRoom);
      if (connection.isEmpty()) {
        return;
      }
      next.remove();
      connection.get().send(errand);
    }
  }

  private void expire(Errand errand) {
    Optional<Connection> carrier = errand.carrier();
    waiting.remove(errand);
    if (errand.tries() == 0 && !dialer.route().isOpen()) {
      fail(errand, notConnected());
    } else {
      fail(errand, new WeirException(ErrorCode.DEADLINE_EXCEEDED, whyLate(carrier)));
    }
    carrier.ifPresent(connection -> connection.abandon(errand));
    pump();
  }

  private String whyLate(Optional<Connection> carrier) {
    if (carrier.isPresent()) {
      return "node %s did not answer in time".formatted(carrier.get().address());
    }
    return dialer.route().isOpen()
        ? "all that a node takes at once was under way until the deadline"
        : "after it was sent, " + notConnected().getMessage();
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
    ended.accept(errand);
  }
}
