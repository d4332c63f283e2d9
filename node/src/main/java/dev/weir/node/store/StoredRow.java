package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row of the messages table: a message, or half of one. An edit that meets a deletion leaves a
 * body without its author; such a row is no message.
 *
 * @param loneEditMicros the time of the edit that a half row consists of
 */
record StoredRow(MessageId id, Optional<Message> message, OptionalLong loneEditMicros) {

  /** What a statement selects to make rows of, in this order. */
  static final String COLUMNS = "message_id, author_id, body";

  static StoredRow of(Row row) {
    MessageId id = new MessageId(row.getLong(0));
    UdtValue body = row.getUdtValue(2);
    if (body == null) {
      return new StoredRow(id, Optional.empty(), OptionalLong.empty());
    }
    if (row.isNull(1)) {
      return new StoredRow(id, Optional.empty(), BodyCell.editedAtMicros(body));
    }
    Message message = new Message(id, row.getLong(1), BodyCell.body(body), BodyCell.editedAt(body));
    return new StoredRow(id, Optional.of(message), OptionalLong.empty());
  }
}
