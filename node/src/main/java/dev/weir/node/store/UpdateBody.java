package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Edit;

/** Writes a message's body alone, whether the message exists or not: nothing is read before. */
final class UpdateBody {

  private final PreparedStatement statement;
  private final BodyCell cell;

  UpdateBody(Database database) {
    statement =
        database.prepare(
            "UPDATE messages USING TIMESTAMP ? SET body = ?"
                + " WHERE channel_id = ? AND bucket = ? AND message_id = ?");
    cell = BodyCell.of(statement);
  }

  BoundStatement bind(Edit edit) {
    return statement
        .bind()
        .setLong(0, edit.atMicros())
        .setUdtValue(1, cell.edited(edit.body(), edit.atMicros()))
        .setLong(2, edit.channel().value())
        .setInt(3, Bucket.of(edit.id()).number())
        .setLong(4, edit.id().value());
  }
}
