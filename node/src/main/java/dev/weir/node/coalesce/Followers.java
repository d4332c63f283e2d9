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
 * Those who follow a channel, each from a place of his own: what of another follower's page is
 * theirs. A page after an id misses nothing between that and its newest message, one since an id
 * nothing between its oldest message and the present. Pure functions.
 */
final class Followers {

  /** Some messages of a page, and the lowest id that nothing is missing down to. */
  private record Run(int from, int to, MessageId seen) {}

  private Followers() {}

  /** Where a follower comes from; empty for those who follow nothing. */
  static Optional<MessageId> placeOf(History wanted) {
    return switch (wanted.slice()) {
      case Slice.After(MessageId id) -> Optional.of(id);
      case Slice.Since(MessageId id) -> Optional.of(id);
      case Slice.Newest _, Slice.Before _, Slice.Around _ -> Optional.empty();
    };
  }

  /** The earliest messages above a place that is not below the page's. */
  static Optional<Part> after(History asked, Page page, MessageId place, int limit) {
    int above = countAbove(page.messages(), place);
    boolean held =
        isWhole(asked, page)
            || (asked.slice() instanceof Slice.Since
                ? above < page.messages().size()
                : above >= limit);
    if (!held) {
      return Optional.empty();
    }
    MessageId seen = above == 0 ? next(place) : page.messages().get(above - 1).id();
    return Optional.of(part(page, place, new Run(Math.max(0, above - limit), above, seen)));
  }

  /** The latest messages above a place that is not below the page's. */
  static Optional<Part> since(History asked, Page page, MessageId place, int limit) {
    int above = countAbove(page.messages(), place);
    boolean held =
        isWhole(asked, page)
            || (asked.slice() instanceof Slice.Since
                && (above >= limit || above < page.messages().size()));
    if (!held) {
      return Optional.empty();
    }
    MessageId seen = above < limit ? next(place) : page.messages().get(limit - 1).id();
    return Optional.of(part(page, place, new Run(0, Math.min(above, limit), seen)));
  }

  /** Whether the page holds everything above its own place. */
  private static boolean isWhole(History asked, Page page) {
    return page.messages().size() < asked.limit() && !page.partial();
  }

  private static Part part(Page page, MessageId place, Run run) {
    if (page.newer().isEmpty()) {
      // The channel has never held a message.
      return new Part(0, 0, Optional.empty(), Optional.empty(), false);
    }
    List<Message> messages = page.messages();
    MessageId newest = run.from == run.to ? place : messages.get(run.from).id();
    return new Part(
        run.from,
        run.to,
        Optional.of(new Slice.Before(run.seen)),
        Optional.of(new Slice.After(newest)),
        false);
  }

  /** How many messages at the beginning of a page, newest first, are above an id. */
  private static int countAbove(List<Message> messages, MessageId id) {
    int low = 0;
    int high = messages.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (messages.get(middle).id().compareTo(id) > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static MessageId next(MessageId id) {
    return id.value() == Long.MAX_VALUE ? id : new MessageId(id.value() + 1);
  }
}
