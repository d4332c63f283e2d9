package dev.weir.client;

import dev.weir.topology.NodeAddress;
import java.util.Optional;

/**
 * An address where a node may be reached: the connection that there is, if any, and how long it is
 * left alone after failures. For the I/O thread alone.
 */
final class Contact {

  private final NodeAddress address;
  private final Backoff backoff;
  private Optional<Connection> connection = Optional.empty();
  private Optional<Timers.Timer> nextTry = Optional.empty();
  private boolean dialled;
  private int failures;
  private long notBeforeNanos;

  Contact(NodeAddress address, Backoff backoff, long nowNanos) {
    this.address = address;
    this.backoff = backoff;
    this.notBeforeNanos = nowNanos;
  }

  NodeAddress address() {
    return address;
  }

  /** Failures since it last answered a request. */
  int failures() {
    return failures;
  }

  /** Whether nothing is made of it yet. */
  boolean isIdle() {
    return !dialled;
  }

  /** Nanoseconds until it may be tried, 0 or less if it may be now. */
  long pauseNanos(long nowNanos) {
    return notBeforeNanos - nowNanos;
  }

  /** The connection, if HELLO was answered and requests are taken. */
  Optional<Connection> ready() {
    return connection.filter(Connection::isReady);
  }

  /** The same, unless its node is silent while something is awaited of it. */
  Optional<Connection> trusted() {
    return connection.filter(Connection::isTrusted);
  }

  /** Whatever connection there is, even in the making. */
  Optional<Connection> connection() {
    return connection;
  }

  boolean has(Connection some) {
    return connection.filter(own -> own == some).isPresent();
  }

  /**
   * Whether the last that was heard of it is bad: its last attempt failed, or its node is silent.
   */
  boolean isFailing() {
    return connection.filter(Connection::isReady).isPresent() ? trusted().isEmpty() : failures > 0;
  }

  /** Whether it is to be tried again by itself. */
  boolean isAwaited() {
    return nextTry.isPresent();
  }

  void awaited(Timers.Timer timer) {
    nextTry = Optional.of(timer);
  }

  /** It is to be tried now, or never again: returns what would have tried it. */
  Optional<Timers.Timer> takeNextTry() {
    Optional<Timers.Timer> taken = nextTry;
    nextTry = Optional.empty();
    return taken;
  }

  /** Its name is being looked up. */
  void dialled() {
    dialled = true;
  }

  void connecting(Connection attempt) {
    connection = Optional.of(attempt);
  }

  /** It answered: the next failure is a first one. */
  void proved() {
    failures = 0;
  }

  /** Its connection broke, could not be made, or takes no more requests. */
  void failed(long nowNanos) {
    dialled = false;
    connection = Optional.empty();
    failures++;
    notBeforeNanos = nowNanos + backoff.pauseNanos(failures);
  }
}
