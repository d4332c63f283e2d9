package dev.weir.node.store;

import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes pages of walks: the one place where cursors are chosen. A cursor towards the past continues
 * where the walk stood. A cursor towards the present starts at the newest message of the page,
 * never beyond it, so that a follower misses nothing that is written later.
 */
final class Pages {

  private Pages() {}

  /** The page of a walk down from the end of the channel. */
  static Page newest(Stretch down) {
    return down.messages().isEmpty() && !down.isCut()
        ? Page.EMPTY
        : downwards(down, before(down.edge()));
  }

  /** The page of a walk down from below {@code id}. */
  static Page before(MessageId id, Stretch down) {
    return downwards(down, before(id.value()));
  }

  /**
   * The page of a walk down from the end of the channel to above {@code id}. Where the walk ended
   * for lack of messages above the id, the id itself is the next one that nobody looked at.
   */
  static Page since(MessageId id, Stretch down) {
    long seen = down.end() == Stretch.End.NOTHING_FURTHER ? next(id.value()) : down.edge();
    MessageId newest = down.messages().isEmpty() ? id : down.messages().getFirst().id();
    return new Page(
        down.messages(),
        Optional.of(new Slice.Before(new MessageId(seen))),
        Optional.of(new Slice.After(newest)),
        down.isCut());
  }

  /** The page of a walk up from above {@code id}. */
  static Page after(MessageId id, Stretch up) {
    long oldest =
        up.messages().isEmpty() ? next(id.value()) : up.messages().getFirst().id().value();
    return new Page(
        up.messages().reversed(),
        Optional.of(new Slice.Before(new MessageId(oldest))),
        Optional.of(continuing(up, id)),
        up.isCut());
  }

  /**
   * The page of a walk down from {@code id} and one up from above it. Together they may be larger
   * than a frame: then the upper one gives way.
   */
  static Page around(MessageId id, Stretch down, Stretch up) {
    Stretch upper = fitting(up, id, Page.MAX_BYTES - bytes(down.messages()));
    List<Message> messages = new ArrayList<>(upper.messages().reversed());
    messages.addAll(down.messages());
    MessageId newest = messages.isEmpty() ? id : messages.getFirst().id();
    return new Page(
        messages,
        older(down),
        Optional.of(continuing(upper, newest)),
        down.isCut() || upper.isCut());
  }

  private static Page downwards(Stretch down, Slice.After whenEmpty) {
    Slice.After newer =
        down.messages().isEmpty() ? whenEmpty : new Slice.After(down.messages().getFirst().id());
    return new Page(down.messages(), older(down), Optional.of(newer), down.isCut());
  }

  private static Optional<Slice.Before> older(Stretch down) {
    return down.end() == Stretch.End.NOTHING_FURTHER
        ? Optional.empty()
        : Optional.of(new Slice.Before(new MessageId(down.edge())));
  }

  private static Slice.After continuing(Stretch up, MessageId otherwise) {
    if (up.isCut()) {
      return new Slice.After(new MessageId(up.edge()));
    }
    return new Slice.After(up.messages().isEmpty() ? otherwise : up.messages().getLast().id());
  }

  private static Stretch fitting(Stretch up, MessageId below, long maxBytes) {
    long left = maxBytes;
    List<Message> kept = new ArrayList<>();
    for (Message message : up.messages()) {
      left -= message.body().bytes();
      if (left < 0) {
        MessageId edge = kept.isEmpty() ? below : kept.getLast().id();
        return new Stretch(kept, Stretch.End.CUT, edge.value());
      }
      kept.add(message);
    }
    return up;
  }

  private static long bytes(List<Message> messages) {
    return messages.stream().mapToLong(message -> message.body().bytes()).sum();
  }

  private static Slice.After before(long id) {
    return new Slice.After(new MessageId(id == Long.MIN_VALUE ? id : id - 1));
  }

  private static long next(long id) {
    return id == Long.MAX_VALUE ? id : id + 1;
  }
}
