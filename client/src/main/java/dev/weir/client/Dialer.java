package dev.weir.client;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.RangeTable;
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
 * Makes connections: to whom requests want to go, and to anybody while nobody takes requests. Then
 * it tries all contacts in order, those that failed less often first, and the next one a quarter of
 * a second after one that is slow to answer (as RFC 8305 does with addresses). Those that failed it
 * leaves alone for a while. For the I/O thread alone.
 */
final class Dialer {

  private static final Duration STAGGER = Duration.ofMillis(250);

  private final Place place;
  private final IoLoop loop;
  private final Timers timers;
  private final Connection.Owner owner;
  private final Contacts contacts;
  private final Ground.Names names;
  private final Set<Connection> live = new LinkedHashSet<>();
  private boolean closed;
  private long nextDialNanos;
  private Optional<Timers.Timer> nextLook = Optional.empty();
  private volatile Optional<WeirException> lastFailure = Optional.empty();

  Dialer(Place place, IoLoop loop, Timers timers, RandomGenerator random, Connection.Owner owner) {
    this.place = place;
    this.loop = loop;
    this.timers = timers;
    this.owner = owner;
    Backoff backoff =
        new Backoff(place.connecting().minBackoff(), place.connecting().maxBackoff(), random);
    contacts =
        new Contacts(
            place.contacts(),
            place.self(),
            address -> new Contact(address, backoff, timers.nowNanos()));
    names = loop.names();
    nextDialNanos = timers.nowNanos();
  }

  Contacts contacts() {
    return contacts;
  }

  /** Why the last connection broke or could not be made. Any thread. */
  Optional<WeirException> lastFailure() {
    return lastFailure;
  }

  /**
   * Unless a connection takes requests, and its node is not silent: tries the next contact, or
   * waits until one may be tried.
   */
  void seek() {
    nextLook.ifPresent(timers::cancel);
    nextLook = Optional.empty();
    if (contacts.firstTrusted().isPresent()) {
      return;
    }
    long now = timers.nowNanos();
    if (nextDialNanos - now > 0) {
      lookAgain(nextDialNanos - now);
      return;
    }
    List<Contact> idle = contacts.all().stream().filter(Contact::isIdle).toList();
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

  /** Requests want to go there: connects, now or as soon as the contact may be tried again. */
  void want(Contact contact) {
    if (!contact.isIdle() || contact.isAwaited()) {
      return;
    }
    long pauseNanos = contact.pauseNanos(timers.nowNanos());
    if (pauseNanos <= 0) {
      dial(contact);
    } else {
      contact.awaited(timers.after(pauseNanos, () -> wantAgain(contact)));
    }
  }

  private void wantAgain(Contact contact) {
    contact.takeNextTry();
    want(contact);
  }

  /** Takes over a table's members; those who left it get no requests any more. */
  void adopt(RangeTable table) {
    leave(contacts.adopt(table));
    if (keepsAll()) {
      List.copyOf(contacts.all()).forEach(this::want);
    }
  }

  /** Other contacts take the place of the configured ones. */
  void configure(List<NodeAddress> configured) {
    leave(contacts.configure(configured));
  }

  private void leave(List<Contact> gone) {
    for (Contact contact : gone) {
      contact.takeNextTry().ifPresent(timers::cancel);
      contact.connection().ifPresent(Connection::retire);
    }
  }

  private boolean keepsAll() {
    return place.self().isPresent();
  }

  /** A connection answered something beyond HELLO. */
  void proved(Connection connection) {
    contacts.holding(connection).ifPresent(Contact::proved);
  }

  /** A connection broke, could not be made, or takes no more requests. */
  void lost(Connection connection, WeirException cause) {
    contacts.holding(connection).ifPresent(contact -> failed(contact, cause));
  }

  /** A connection is no more. */
  void closed(Connection connection) {
    live.remove(connection);
  }

  /** Closes every connection, and makes no more. */
  void close() {
    nextLook.ifPresent(timers::cancel);
    closed = true;
    names.close();
    live.forEach(Connection::close);
    live.clear();
  }

  private void failed(Contact contact, WeirException cause) {
    lastFailure = Optional.of(cause);
    nextDialNanos = timers.nowNanos();
    contact.failed(nextDialNanos);
    if (keepsAll()) {
      want(contact);
    }
  }

  private void dial(Contact contact) {
    contact.dialled();
    names.lookUp(
        contact.address().host(),
        found -> loop.execute(() -> connect(contact, found)),
        unknown -> loop.execute(() -> unknown(contact, unknown)));
  }

  private void connect(Contact contact, List<InetAddress> found) {
    if (closed || !contacts.isCurrent(contact)) {
      return;
    }
    // A name with several addresses: another one each time.
    InetAddress address = found.get(contact.failures() % found.size());
    try {
      Connection connection = new Connection(contact.address(), place, loop, timers, owner);
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
    if (closed || !contacts.isCurrent(contact)) {
      return;
    }
    failed(
        contact,
        new WeirException(
            ErrorCode.CONNECTION_LOST, "node %s has no address".formatted(contact.address()), e));
    seek();
  }
}
