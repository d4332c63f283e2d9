package dev.weir.client;

import dev.weir.topology.ChannelId;
import dev.weir.topology.Member;
import dev.weir.topology.RangeTable;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which connection a request takes. For the I/O thread alone.
 *
 * <ol>
 *   <li>Its channel's owner; for reads of a hot channel, this client's node of those that it is
 *       spread over.
 *   <li>If the owner fails, its standby, which is told to serve the request itself.
 *   <li>Else the first connection that takes requests, in the order of the contacts: that node asks
 *       the owner. Rather one that has not failed this request before, and a silent one only if
 *       there is no other.
 * </ol>
 *
 * <p>Whoever is missed on the way is dialled.
 */
final class Route {

  /**
   * Where a request goes.
   *
   * @param forwarded to be served there, whoever owns the channel
   */
  record Way(Connection connection, boolean forwarded) {}

  private final Contacts contacts;
  private final NewestTable table;
  private final HotChannels hot;
  private final Consumer<Contact> dial;

  Route(Contacts contacts, NewestTable table, HotChannels hot, Consumer<Contact> dial) {
    this.contacts = contacts;
    this.table = table;
    this.hot = hot;
    this.dial = dial;
  }

  /** The best way at this moment; empty if no connection takes requests. */
  Optional<Way> wayOf(Errand errand) {
    return straight(errand)
        .or(() -> any(errand).map(connection -> new Way(connection, errand.isForwarded())));
  }

  /** The way of a request that is for one node alone; empty if it cannot be sent there now. */
  Optional<Way> wayTo(Member member) {
    Optional<Contact> contact = contacts.of(member);
    contact.ifPresent(dial);
    return contact.flatMap(Contact::trusted).map(connection -> new Way(connection, true));
  }

  private Optional<Way> straight(Errand errand) {
    Optional<ChannelId> channel = errand.routingKey();
    Optional<RangeTable> newest = table.get();
    if (channel.isEmpty() || newest.isEmpty()) {
      return Optional.empty();
    }
    Optional<Connection> reader =
        errand.isSpreadable()
            ? hot.readerOf(channel.get(), newest.get()).flatMap(member -> reach(member, errand))
            : Optional.empty();
    if (reader.isPresent()) {
      return Optional.of(new Way(reader.get(), false));
    }
    Member owner = newest.get().ownerOf(channel.get());
    Optional<Connection> straight = reach(owner, errand);
    if (straight.isPresent()) {
      return Optional.of(new Way(straight.get(), errand.isForwarded()));
    }
    return isFailing(owner, errand)
        ? newest
            .get()
            .standbyOf(channel.get())
            .flatMap(standby -> reach(standby, errand))
            .map(connection -> new Way(connection, true))
        : Optional.empty();
  }

  /** The connection to a member that may well answer this request; dials it if there is none. */
  private Optional<Connection> reach(Member member, Errand errand) {
    Optional<Contact> contact = contacts.of(member);
    contact.ifPresent(dial);
    return contact
        .flatMap(Contact::trusted)
        .filter(connection -> !errand.hasFailedAt(connection.address()));
  }

  private boolean isFailing(Member member, Errand errand) {
    return contacts
        .allOf(member)
        .anyMatch(contact -> contact.isFailing() || errand.hasFailedAt(contact.address()));
  }

  private Optional<Connection> any(Errand errand) {
    return contacts.firstFreshFor(errand).or(contacts::firstTrusted).or(contacts::firstReady);
  }
}
