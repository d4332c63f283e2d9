package dev.weir.client;

import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everywhere that a node may be reached: the configured contacts, which stay until others are
 * configured and come first, and the members of the newest table. So there are at most {@link
 * ClientConfig#MAX_CONTACTS} and {@link RangeTable#MAX_MEMBERS}. For the I/O thread alone.
 *
 * <p>One node may be reached at a configured address and at another one of the table: who answers
 * HELLO says its name, and is found by it.
 */
final class Contacts {

  private Set<NodeAddress> configured;
  private Set<NodeAddress> members = Set.of();
  private final Optional<NodeId> self;
  private final Function<NodeAddress, Contact> make;
  private final Map<NodeAddress, Contact> byAddress = new LinkedHashMap<>();
  private final Map<NodeId, Contact> byName = new LinkedHashMap<>();

  Contacts(
      List<NodeAddress> configured, Optional<NodeId> self, Function<NodeAddress, Contact> make) {
    this.configured = new LinkedHashSet<>(configured);
    this.self = self;
    this.make = make;
    configured.forEach(address -> byAddress.computeIfAbsent(address, make));
  }

  /** All, in order of preference. */
  Collection<Contact> all() {
    return byAddress.values();
  }

  /** Takes over a table's members, and returns the contacts that are none any more. */
  List<Contact> adopt(RangeTable table) {
    members = new LinkedHashSet<>();
    for (Member member : table.members()) {
      if (!self.equals(Optional.of(member.node()))) {
        members.add(member.address());
      }
    }
    return keepWanted();
  }

  /** Others take the place of those configured; returns the contacts that are none any more. */
  List<Contact> configure(List<NodeAddress> others) {
    configured = new LinkedHashSet<>(others);
    return keepWanted();
  }

  private List<Contact> keepWanted() {
    configured.forEach(address -> byAddress.computeIfAbsent(address, make));
    members.forEach(address -> byAddress.computeIfAbsent(address, make));
    List<Contact> gone = new ArrayList<>();
    for (Contact contact : byAddress.values()) {
      if (!configured.contains(contact.address()) && !members.contains(contact.address())) {
        gone.add(contact);
      }
    }
    gone.forEach(contact -> byAddress.remove(contact.address()));
    byName.values().removeAll(gone);
    return gone;
  }

  boolean isCurrent(Contact contact) {
    return byAddress.get(contact.address()) == contact;
  }

  /** Where to reach a member: preferably where it has answered. */
  Optional<Contact> of(Member member) {
    Contact welcomed = byName.get(member.node());
    if (welcomed != null && welcomed.ready().isPresent()) {
      return Optional.of(welcomed);
    }
    // A connection there that is ready is one to somebody else, or it would be known by name.
    return Optional.ofNullable(byAddress.get(member.address()))
        .filter(contact -> contact.ready().isEmpty());
  }

  /** Wherever a member is known to have been, or said to be. */
  Stream<Contact> allOf(Member member) {
    return Stream.of(
            Optional.ofNullable(byName.get(member.node())),
            Optional.ofNullable(byAddress.get(member.address())))
        .flatMap(Optional::stream);
  }

  /** Who has this connection; empty if it is of a contact that is none any more. */
  Optional<Contact> holding(Connection connection) {
    return Optional.ofNullable(byAddress.get(connection.address()))
        .filter(contact -> contact.has(connection));
  }

  /** A connection's node said its name. */
  void welcomed(Connection connection, NodeId node) {
    holding(connection)
        .ifPresent(contact -> {
          byName.values().remove(contact);
          byName.put(node, contact);
        });
  }

  /** As {@link #firstTrusted}, of a node that has not failed this request. */
  Optional<Connection> firstFreshFor(Errand errand) {
    for (Contact contact : all()) {
      if (!errand.hasFailedAt(contact.address())) {
        Optional<Connection> connection = contact.trusted();
        if (connection.isPresent()) {
          return connection;
        }
      }
    }
    return Optional.empty();
  }

  /** The first connection that takes requests, and is not silent; empty if there is none. */
  Optional<Connection> firstTrusted() {
    for (Contact contact : all()) {
      Optional<Connection> connection = contact.trusted();
      if (connection.isPresent()) {
        return connection;
      }
    }
    return Optional.empty();
  }

  /** The first connection that takes requests, silent or not; empty if there is none. */
  Optional<Connection> firstReady() {
    for (Contact contact : all()) {
      Optional<Connection> connection = contact.ready();
      if (connection.isPresent()) {
        return connection;
      }
    }
    return Optional.empty();
  }
}
