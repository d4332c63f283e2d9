package dev.weir.node.store;

import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A channel of the in-memory store. Not safe for use by several threads. */
final class MemoryChannel {

  private static final Cells NOTHING = new Cells(Optional.empty(), Optional.empty(), Cells.NEVER);

  private final NavigableMap<MessageId, Cells> rows = new TreeMap<>();

  /**
   * Range tombstones: everything below the key is deleted at the value. Higher key, lower value.
   */
  private final NavigableMap<MessageId, Long> deletedBelow = new TreeMap<>();

  private boolean appendedTo;

  void append(MessageId id, Cells cells) {
    appendedTo = true;
    write(id, cells);
  }

  void write(MessageId id, Cells cells) {
    Cells tombstone = Cells.deleted(rangeTombstone(id));
    rows.merge(id, cells.merge(tombstone), Cells::merge);
  }

  void deleteBelow(MessageId bound, long atMicros) {
    Map.Entry<MessageId, Long> covering = deletedBelow.ceilingEntry(bound);
    if (covering != null && covering.getValue() >= atMicros) {
      return;
    }
    deletedBelow.headMap(bound, true).values().removeIf(at -> at <= atMicros);
    deletedBelow.put(bound, atMicros);
    rows.headMap(bound, false).replaceAll((id, cells) -> cells.merge(Cells.deleted(atMicros)));
  }

  /** Whether a message was ever appended, deleted or not. */
  boolean wasAppendedTo() {
    return appendedTo;
  }

  boolean isEmpty() {
    return rows.entrySet().stream().allMatch(row -> row.getValue().message(row.getKey()).isEmpty());
  }

  Optional<Message> get(MessageId id) {
    return rows.getOrDefault(id, NOTHING).message(id);
  }

  /** The messages at or below {@code from}, newest first. */
  Stretch down(MessageId from, int limit, int maxBytes) {
    return walk(rows.headMap(from, true).descendingMap(), from, limit, maxBytes);
  }

  /** The messages above {@code bound}, newest first. */
  Stretch downTo(MessageId bound, int limit, int maxBytes) {
    return walk(rows.tailMap(bound, false).descendingMap(), MessageId.MAX, limit, maxBytes);
  }

  /** The messages at or above {@code from}, oldest first. */
  Stretch up(MessageId from, int limit, int maxBytes) {
    return walk(rows.tailMap(from, true), from, limit, maxBytes);
  }

  private static Stretch walk(
      NavigableMap<MessageId, Cells> rows, MessageId from, int limit, int maxBytes) {
    Filling filling = new Filling(limit, Math.min(maxBytes, Page.MAX_BYTES));
    long edge = from.value();
    for (Map.Entry<MessageId, Cells> row : rows.entrySet()) {
      Optional<Message> message = row.getValue().message(row.getKey());
      if (message.isEmpty()) {
        continue;
      }
      Filling.Outcome outcome = filling.offer(message.get());
      if (outcome != Filling.Outcome.TAKEN) {
        Stretch.End end = outcome == Filling.Outcome.FULL ? Stretch.End.FULL : Stretch.End.CUT;
        return new Stretch(filling.messages(), end, edge);
      }
      edge = row.getKey().value();
    }
    return new Stretch(filling.messages(), Stretch.End.NOTHING_FURTHER, edge);
  }

  private long rangeTombstone(MessageId id) {
    Map.Entry<MessageId, Long> covering = deletedBelow.higherEntry(id);
    return covering == null ? Cells.NEVER : covering.getValue();
  }
}
