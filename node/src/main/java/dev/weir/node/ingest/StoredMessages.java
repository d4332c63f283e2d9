package dev.weir.node.ingest;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out which messages of a batch are stored already: a merge of two ascending sequences, the
 * batch and the channel's history, that seeks over stretches of the history which the batch does
 * not touch.
 *
 * <p>What a page shows beyond the batch is remembered: the import of an empty channel reads it
 * once, not once per window.
 */
final class StoredMessages {

  /** Pages of a history that holds much beside the batch shrink, but not below this. */
  private static final int MIN_PAGE = 16;

  private final Requests requests;

  StoredMessages(Requests requests) {
    this.requests = requests;
  }

  /**
   * The messages that are not stored. Blocks. Called for one batch of a channel at a time, in the
   * order of the source.
   *
   * @param conflicts told of messages whose id another message has
   */
  List<Pending> missing(Batch batch, Consumer<Rejection> conflicts) {
    Merge merge = new Merge(batch.messages(), conflicts);
    MessageId last = batch.messages().getLast().message().id();
    if (batch.channel().isClearUpTo(last)) {
      return batch.messages();
    }
    long covered = batch.messages().getFirst().id() - 1;
    int limit = History.MAX_LIMIT;
    while (merge.hasMore()) {
      int before = merge.left();
      limit = Math.min(limit, before);
      Slice.After seek = new Slice.After(new MessageId(Math.max(covered, merge.nextId() - 1)));
      Page page = requests.ask(new History(batch.id(), seek, limit));
      covered = reach(page, limit, seek);
      merge.accept(page.messages(), covered);
      batch.channel().clearBelow(firstAbove(last.value(), page, covered));
      limit = Math.clamp(4L * (before - merge.left()), MIN_PAGE, History.MAX_LIMIT);
    }
    return merge.missing;
  }

  /** The id up to which a page shows everything from its seek on. */
  private static long reach(Page page, int limit, Slice.After seek) {
    if (!page.partial() && page.messages().size() < limit) {
      return Long.MAX_VALUE;
    }
    long top =
        page.messages().isEmpty() ? seek.id().value() : page.messages().getFirst().id().value();
    long reach = page.newer().map(newer -> Math.max(newer.id().value(), top)).orElse(top);
    if (reach <= seek.id().value()) {
      throw new WeirException(
          ErrorCode.INTERNAL, "a page after %s leads nowhere".formatted(seek.id()));
    }
    return reach;
  }

  /** The lowest id above {@code last} that may be stored, as far as a page can tell. */
  private static long firstAbove(long last, Page page, long covered) {
    long lowest = covered == Long.MAX_VALUE ? covered : covered + 1;
    for (Message stored : page.messages()) {
      if (stored.id().value() > last) {
        lowest = Math.min(lowest, stored.id().value());
      }
    }
    return lowest;
  }

  /** The merge's place in the batch. */
  private static final class Merge {
    private final List<Pending> batch;
    private final Consumer<Rejection> conflicts;
    private final List<Pending> missing = new ArrayList<>();
    private int next;

    Merge(List<Pending> batch, Consumer<Rejection> conflicts) {
      this.batch = batch;
      this.conflicts = conflicts;
    }

    boolean hasMore() {
      return next < batch.size();
    }

    int left() {
      return batch.size() - next;
    }

    long nextId() {
      return batch.get(next).id();
    }

    /** Judges the batch up to {@code covered}; the history up to there is {@code newestFirst}. */
    void accept(List<Message> newestFirst, long covered) {
      int stored = newestFirst.size() - 1;
      while (hasMore() && nextId() <= covered) {
        Pending pending = batch.get(next++);
        while (stored >= 0 && newestFirst.get(stored).id().value() < pending.id()) {
          stored--;
        }
        if (stored < 0 || newestFirst.get(stored).id().value() > pending.id()) {
          missing.add(pending);
        } else if (!isSame(newestFirst.get(stored), pending.message())) {
          conflicts.accept(
              new Rejection(
                  pending.line(),
                  "another message of that channel and millisecond is stored under its id, %s:"
                          .formatted(pending.message().id())
                      + " import what shares a millisecond from one file, in one order"));
        }
      }
    }

    private static boolean isSame(Message stored, Message imported) {
      return stored.author() == imported.author()
          && (stored.editedAt().isPresent() || stored.content().equals(imported.content()));
    }
  }
}
