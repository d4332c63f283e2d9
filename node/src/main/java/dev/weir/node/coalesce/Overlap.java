package dev.weir.node.coalesce;

import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.node.sharing.Part;
import java.util.List;
import java.util.Optional;

/**
 * Which pages hold the answers of other reads: the latest 25 are among the latest 50, and whoever
 * follows a channel from some message on finds his part in what another follower gets, who comes
 * from further back. Pure functions.
 */
final class Overlap {

  private Overlap() {}

  /** Whether a page may hold what is wanted; sometimes only the page itself can tell. */
  static boolean mayHold(History page, History wanted) {
    Optional<MessageId> from = Followers.placeOf(page);
    Optional<MessageId> place = Followers.placeOf(wanted);
    if (from.isPresent() && place.isPresent()) {
      return !isBelow(place.get(), from.get());
    }
    return page.slice() instanceof Slice.Around
        ? page.equals(wanted)
        : page.slice().equals(wanted.slice()) && wanted.limit() <= page.limit();
  }

  /** The part of a page that is wanted; empty if it does not hold all of that. */
  static Optional<Part> part(History asked, Page page, History wanted) {
    return switch (wanted.slice()) {
      case Slice.After(MessageId after) -> Followers.after(asked, page, after, wanted.limit());
      case Slice.Since(MessageId since) -> Followers.since(asked, page, since, wanted.limit());
      case Slice.Newest _, Slice.Before _, Slice.Around _ ->
          Optional.of(first(page, wanted.limit()));
    };
  }

  /** The newest ones of a page. */
  private static Part first(Page page, int limit) {
    List<Message> messages = page.messages();
    if (messages.size() <= limit) {
      return new Part(0, messages.size(), page.older(), page.newer(), page.partial());
    }
    Slice.Before older = new Slice.Before(messages.get(limit - 1).id());
    return new Part(0, limit, Optional.of(older), page.newer(), false);
  }

  private static boolean isBelow(MessageId one, MessageId other) {
    return one.compareTo(other) < 0;
  }
}
