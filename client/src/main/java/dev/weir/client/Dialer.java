package dev.weir.client;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Sees to it that one contact is connected: tries them in order, those that failed less often
 * first; the next one a quarter of a second after one that is slow to answer (as RFC 8305 does with
 * addresses); and leaves those that failed alone for a while. For the I/O thread alone, save that
 * names are looked up on a thread of their own, because that blocks.
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
  private long nextDialNanos;
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
    nextDialNanos = timers.nowNanos();
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
    if (nextDialNanos - now > 0) {
      lookAgain(nextDialNanos - now);
      return;
    }
    List<Contact> idle = contacts.stream().filter(Contact::isIdle).toList();
    Optional<Contact> next =
        idle.stream()
            .filter(contact -> contact.pauseNanos(now) <= 0)
            .min(Comparator.comparingInt(Contact::failures));
    if (next.isPresent()) {
      dial(next.get());
      nextDialNanos = now + STAGGER.toNanos();
      lookAgain(STAGGER.toNanos());
    } else {
      idle.stream().mapToLong(contact -> contact.pauseNanos(now)).min().ifPresent(this::lookAgain);
    }
  }

  private void lookAgain(long delayNanos) {
    nextLook = Optional.of(timers.after(delayNanos, this::seek));
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
    nextDialNanos = timers.nowNanos();
    contact.failed(nextDialNanos);
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
