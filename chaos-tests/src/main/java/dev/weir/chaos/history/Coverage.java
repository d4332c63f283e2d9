package dev.weir.chaos.history;

import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;

/**
 * The part of a channel of which an answer says everything: what lies in it and was not shown was
 * not there. Nothing if the first is above the last.
 *
 * @param first the lowest id, as a number
 * @param last the highest one
 */
public record Coverage(long first, long last) {

  /** Of an answer that says nothing. */
  public static final Coverage NOTHING = new Coverage(0, -1);

  /** Of one message alone. */
  public static Coverage of(MessageId id) {
    return new Coverage(id.value(), id.value());
  }

  /** Of a page that was asked for so: never more than the page itself claims. */
  public static Coverage of(History asked, Page page) {
    return switch (asked.slice()) {
      case Slice.Newest _ -> new Coverage(oldest(asked, page), Long.MAX_VALUE);
      case Slice.Before before -> new Coverage(oldest(asked, page), before.id().value() - 1);
      case Slice.After after -> new Coverage(after.id().value() + 1, newest(asked, page));
      case Slice.Since since ->
          new Coverage(
              isWhole(asked, page) ? since.id().value() + 1 : oldest(asked, page), Long.MAX_VALUE);
      case Slice.Around _ -> between(page);
    };
  }

  public boolean holds(long id) {
    return id >= first && id <= last;
  }

  /** A page that is neither full nor cut holds all that there is, whatever its cursor says. */
  private static long oldest(History asked, Page page) {
    if (page.older().isEmpty() || isWhole(asked, page)) {
      return Long.MIN_VALUE;
    }
    return page.messages().isEmpty() ? Long.MAX_VALUE : id(page.messages().getLast());
  }

  private static long newest(History asked, Page page) {
    if (isWhole(asked, page)) {
      return Long.MAX_VALUE;
    }
    return page.messages().isEmpty() ? Long.MIN_VALUE : id(page.messages().getFirst());
  }

  /** Whether the page ended because there is nothing more in its direction. */
  private static boolean isWhole(History asked, Page page) {
    return page.messages().size() < asked.limit() && !page.partial();
  }

  private static Coverage between(Page page) {
    return page.messages().isEmpty()
        ? NOTHING
        : new Coverage(id(page.messages().getLast()), id(page.messages().getFirst()));
  }

  private static long id(Message message) {
    return message.id().value();
  }
}
