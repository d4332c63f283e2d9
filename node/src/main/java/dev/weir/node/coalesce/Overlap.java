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
    if (page.slice() instanceof Slice.After(MessageId from)) {
      return wanted.slice() instanceof Slice.After(MessageId after) && !isBelow(after, from);
    }
    if (page.slice() instanceof Slice.Since(MessageId from)) {
      return switch (wanted.slice()) {
        case Slice.After(MessageId after) -> !isBelow(after, from);
        case Slice.Since(MessageId since) -> since.equals(from) && wanted.limit() <= page.limit();
        case Slice.Newest _, Slice.Before _, Slice.Around _ -> false;
      };
    }
    return page.slice() instanceof Slice.Around
        ? page.equals(wanted)
        : page.slice().equals(wanted.slice()) && wanted.limit() <= page.limit();
  }

  /** The part of a page that is wanted; empty if it does not hold all of that. */
  static Optional<Part> part(History asked, Page page, History wanted) {
    if (wanted.slice() instanceof Slice.After(MessageId after)) {
      return following(asked, page, after, wanted.limit());
    }
    return Optional.of(first(page, wanted.limit()));
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

  /** The earliest ones above an id. */
  private static Optional<Part> following(History asked, Page page, MessageId after, int limit) {
    if (page.newer().isEmpty()) {
      // The channel has never held a message.
      return Optional.of(new Part(0, 0, Optional.empty(), Optional.empty(), false));
    }
    List<Message> messages = page.messages();
    int above = countAbove(messages, after);
    boolean whole = messages.size() < asked.limit() && !page.partial();
    boolean held =
        asked.slice() instanceof Slice.Since
            ? whole || above < messages.size()
            : whole || above >= limit;
    if (!held) {
      return Optional.empty();
    }
    int from = Math.max(0, above - limit);
    MessageId newest = above == 0 ? after : messages.get(from).id();
    MessageId oldest = above == 0 ? next(after) : messages.get(above - 1).id();
    return Optional.of(
        new Part(
            from,
            above,
            Optional.of(new Slice.Before(oldest)),
            Optional.of(new Slice.After(newest)),
            false));
  }

  /** How many messages at the beginning of a page, newest first, are above an id. */
  private static int countAbove(List<Message> messages, MessageId id) {
    int low = 0;
    int high = messages.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBelow(id, messages.get(middle).id())) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isBelow(MessageId one, MessageId other) {
    return one.compareTo(other) < 0;
  }

  private static MessageId next(MessageId id) {
    return id.value() == Long.MAX_VALUE ? id : new MessageId(id.value() + 1);
  }
}
