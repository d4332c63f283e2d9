package dev.weir.client;

import java.util.List;
import java.util.Optional;

/**
 * Which connection a request takes: the first contact's that is ready, in the configured order. The
 * one place to change when requests are to go straight to the owner of their channel's range.
 */
final class Route {

  private final List<Contact> contacts;

  Route(List<Contact> contacts) {
    this.contacts = contacts;
  }

  /** A connection that takes requests, though perhaps not now; empty if there is none. */
  Optional<Connection> connectionFor(Errand errand) {
    return ready();
  }

  /** Whether any connection takes requests. */
  boolean isOpen() {
    return ready().isPresent();
  }

  private Optional<Connection> ready() {
    for (Contact contact : contacts) {
      Optional<Connection> connection = contact.ready();
      if (connection.isPresent()) {
        return connection;
      }
    }
    return Optional.empty();
  }
}
