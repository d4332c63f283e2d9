package dev.weir.client;

import dev.weir.topology.NodeAddress;
import java.util.Optional;

/**
 * A node that may be connected to: the connection that it has, if any, and how long it is left
 * alone after failures. For the I/O thread alone.
 */
final class Contact {

  private final NodeAddress address;
  private final Backoff backoff;
  private Optional<Connection> connection = Optional.empty();
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

  boolean has(Connection some) {
    return connection.filter(own -> own == some).isPresent();
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
