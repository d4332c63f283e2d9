package dev.weir.client;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Sees to it that one contact is connected: tries them in order, the next one a quarter of a second
 * after one that is slow to answer (as RFC 8305 does with addresses), and leaves those that failed
 * alone for a while. For the I/O thread alone, save that names are looked up on a thread of their
 * own, because that blocks.
 */
final class Dialer {

  private static final Duration STAGGER = Duration.ofMillis(250);

  private final ClientConfig config;
  private final IoLoop loop;
  private final Timers timers;
  private final Connection.Owner owner;
  private final List<Contact> contacts;
  private final Route route;
  private final Set<Connection> live = new LinkedHashSet<>();
  private Optional<Timers.Timer> nextLook = Optional.empty();
  private Optional<WeirException> lastFailure = Optional.empty();

  Dialer(
      ClientConfig config,
      IoLoop loop,
      Timers timers,
      RandomGenerator random,
      Connection.Owner owner) {
    this.config = config;
    this.loop = loop;
    this.timers = timers;
    this.owner = owner;
    Backoff backoff =
        new Backoff(config.connecting().minBackoff(), config.connecting().maxBackoff(), random);
    contacts =
        config.contacts().stream()
            .map(address -> new Contact(address, backoff, timers.nowNanos()))
            .toList();
    route = new Route(contacts);
  }

  Route route() {
    return route;
  }

  /** Why the last connection broke or could not be made. */
  Optional<WeirException> lastFailure() {
    return lastFailure;
  }

  /**
   * Unless a connection takes requests: tries the next contact, or waits until one may be tried.
   */
  void seek() {
    nextLook.ifPresent(timers::cancel);
    nextLook = Optional.empty();
    if (route.isOpen()) {
      return;
    }
    long now = timers.nowNanos();
    long pause = Long.MAX_VALUE;
    for (Contact contact : contacts) {
      if (contact.isIdle()) {
        if (contact.pauseNanos(now) <= 0) {
          dial(contact);
          pause = STAGGER.toNanos();
          break;
        }
        pause = Math.min(pause, contact.pauseNanos(now));
      }
    }
    if (pause != Long.MAX_VALUE) {
      nextLook = Optional.of(timers.after(pause, this::seek));
    }
  }

  /** A connection answered something beyond HELLO. */
  void proved(Connection connection) {
    contacts.stream().filter(contact -> contact.has(connection)).forEach(Contact::proved);
  }

  /** A connection broke, could not be made, or takes no more requests. */
  void lost(Connection connection, WeirException cause) {
    for (Contact contact : contacts) {
      if (contact.has(connection)) {
        failed(contact, cause);
      }
    }
  }

  /** A connection is no more. */
  void closed(Connection connection) {
    live.remove(connection);
  }

  /** Closes every connection, and makes no more. */
  void close() {
    nextLook.ifPresent(timers::cancel);
    live.forEach(Connection::close);
    live.clear();
  }

  private void failed(Contact contact, WeirException cause) {
    lastFailure = Optional.of(cause);
    contact.failed(timers.nowNanos());
  }

  private void dial(Contact contact) {
    contact.dialled();
    Thread lookUp =
        new Thread(
            () -> {
              try {
                InetAddress[] found = InetAddress.getAllByName(contact.address().host());
                loop.execute(() -> connect(contact, found));
              } catch (UnknownHostException e) {
                loop.execute(() -> unknown(contact, e));
              }
            },
            "weir-client-look-up");
    lookUp.setDaemon(true);
    lookUp.start();
  }

  private void connect(Contact contact, InetAddress[] found) {
    // A name with several addresses: another one each time.
    InetAddress address = found[contact.failures() % found.length];
    try {
      Connection connection = new Connection(contact.address(), config, loop, timers, owner);
      live.add(connection);
      contact.connecting(connection);
      connection.connect(new InetSocketAddress(address, contact.address().port()));
    } catch (IOException e) {
      failed(
          contact,
          new WeirException(
              ErrorCode.CONNECTION_LOST,
              "no socket for node %s: %s".formatted(contact.address(), e.getMessage()),
              e));
      seek();
    }
  }

  private void unknown(Contact contact, UnknownHostException e) {
    failed(
        contact,
        new WeirException(
            ErrorCode.CONNECTION_LOST, "node %s has no address".formatted(contact.address()), e));
    seek();
  }
}
