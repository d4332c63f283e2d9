package dev.weir.node.store;

import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A channel of the in-memory store. Not safe for use by several threads. */
final class MemoryChannel implements Paging.Rows {

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

  @Override
  public boolean isEmpty() {
    return messages(rows).findAny().isEmpty();
  }

  Optional<Message> get(MessageId id) {
    return rows.getOrDefault(id, NOTHING).message(id);
  }

  @Override
  public Iterator<Message> down(long from) {
    return messages(rows.headMap(new MessageId(from), true).descendingMap()).iterator();
  }

  @Override
  public Iterator<Message> up(long from) {
    return messages(rows.tailMap(new MessageId(from), true)).iterator();
  }

  private static Stream<Message> messages(Map<MessageId, Cells> rows) {
    return rows.entrySet().stream().flatMap(row -> row.getValue().message(row.getKey()).stream());
  }

  private long rangeTombstone(MessageId id) {
    Map.Entry<MessageId, Long> covering = deletedBelow.higherEntry(id);
    return covering == null ? Cells.NEVER : covering.getValue();
  }
}
