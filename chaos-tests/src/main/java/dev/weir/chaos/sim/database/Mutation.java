package dev.weir.chaos.sim.database;

import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.node.store.Cells;
import java.util.List;

/** A write as it is sent to replicas: applied twice it has the effect of one. */
sealed interface Mutation {

  /** The channel that it is about. */
  long channel();

  /** What becomes of a channel's rows. */
  Rows apply(Rows rows);

  /** One row. */
  record Row(long channel, long id, Cells cells) implements Mutation {

    @Override
    public Rows apply(Rows rows) {
      return rows.with(id, cells);
    }
  }

  /** Several rows of one channel. */
  record Several(long channel, List<Row> rows) implements Mutation {

    public Several {
      rows = List.copyOf(rows);
    }

    @Override
    public Rows apply(Rows before) {
      Rows after = before;
      for (Row row : rows) {
        after = row.apply(after);
      }
      return after;
    }
  }

  /** Everything below an id is deleted. */
  record Below(long channel, long bound, long atMicros) implements Mutation {

    @Override
    public Rows apply(Rows rows) {
      return rows.without(bound, atMicros);
    }
  }

  /** An append of several messages. */
  static Mutation appended(long channel, List<Message> messages) {
    return new Several(
        channel,
        messages.stream()
            .map(each ->
                new Row(
                    channel,
                    each.id().value(),
                    Cells.appended(each.id(), each.author(), each.body())))
            .toList());
  }

  /** A deletion of several messages. */
  static Mutation deleted(long channel, List<MessageId> ids, long atMicros) {
    Cells tombstone = Cells.deleted(atMicros);
    return new Several(
        channel, ids.stream().map(id -> new Row(channel, id.value(), tombstone)).toList());
  }
}
