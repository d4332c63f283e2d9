package dev.weir.node.store;

import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import java.util.Iterator;
import java.util.List;

/**
 * Makes the page of a request out of rows that are at hand, as the database's walks would: the same
 * cursors, and the same limits of messages and bytes. For stores in memory.
 */
public final class Paging {

  private static final int HALF_PAGE_BYTES = Page.MAX_BYTES / 2;

  /** The messages of one channel, those that are deleted left out. */
  public interface Rows {

    /** Whether nothing is there: then there is nowhere that a cursor could lead. */
    boolean isEmpty();

    /** The messages at or below an id, newest first. */
    Iterator<Message> down(long from);

    /** The messages at or above an id, oldest first. */
    Iterator<Message> up(long from);
  }

  private Paging() {}

  /** The page. */
  public static Page page(History request, Rows rows) {
    if (rows.isEmpty()) {
      return Page.EMPTY;
    }
    int limit = request.limit();
    return switch (request.slice()) {
      case Slice.Newest() -> Pages.newest(down(rows, Long.MAX_VALUE, limit, Page.MAX_BYTES));
      case Slice.Before(MessageId id) -> Pages.before(id, below(rows, id.value(), limit));
      case Slice.After(MessageId id) ->
          Pages.after(id, above(rows, id.value(), limit, Page.MAX_BYTES));
      case Slice.Since(MessageId id) -> Pages.since(id, downTo(rows, id.value(), limit));
      case Slice.Around(MessageId id) -> {
        int atOrBelow = (limit + 1) / 2;
        yield Pages.around(
            id,
            down(rows, id.value(), atOrBelow, HALF_PAGE_BYTES),
            above(rows, id.value(), limit - atOrBelow, HALF_PAGE_BYTES));
      }
    };
  }

  private static Stretch below(Rows rows, long id, int limit) {
    return id == Long.MIN_VALUE ? nothing(id) : down(rows, id - 1, limit, Page.MAX_BYTES);
  }

  private static Stretch above(Rows rows, long id, int limit, int maxBytes) {
    return id == Long.MAX_VALUE
        ? nothing(id)
        : walk(rows.up(id + 1), id + 1, Long.MIN_VALUE, new Filling(limit, maxBytes));
  }

  private static Stretch down(Rows rows, long from, int limit, int maxBytes) {
    return walk(rows.down(from), from, Long.MIN_VALUE, new Filling(limit, maxBytes));
  }

  private static Stretch downTo(Rows rows, long bound, int limit) {
    Filling filling = new Filling(limit, Page.MAX_BYTES);
    return bound == Long.MAX_VALUE
        ? nothing(bound)
        : walk(rows.down(Long.MAX_VALUE), Long.MAX_VALUE, bound + 1, filling);
  }

  private static Stretch nothing(long edge) {
    return new Stretch(List.of(), Stretch.End.NOTHING_FURTHER, edge);
  }

  private static Stretch walk(Iterator<Message> messages, long from, long least, Filling filling) {
    long edge = from;
    while (messages.hasNext()) {
      Message message = messages.next();
      if (message.id().value() < least) {
        break;
      }
      Filling.Outcome outcome = filling.offer(message);
      if (outcome != Filling.Outcome.TAKEN) {
        Stretch.End end = outcome == Filling.Outcome.FULL ? Stretch.End.FULL : Stretch.End.CUT;
        return new Stretch(filling.messages(), end, edge);
      }
      edge = message.id().value();
    }
    return new Stretch(filling.messages(), Stretch.End.NOTHING_FURTHER, edge);
  }
}
