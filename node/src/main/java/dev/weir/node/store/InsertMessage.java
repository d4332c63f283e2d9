package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Body;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;

/** Writes a message, at its id's time: writing it again changes nothing. */
final class InsertMessage {

  private final PreparedStatement statement;
  private final BodyCell cell;

  InsertMessage(Database database) {
    statement =
        database.prepare(
            "INSERT INTO messages (channel_id, bucket, message_id, author_id, body)"
                + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?");
    cell = BodyCell.of(statement);
  }

  BoundStatement bind(ChannelId channel, MessageId id, long author, Body body) {
    return statement
        .bind()
        .setLong(0, channel.value())
        .setInt(1, Bucket.of(id).number())
        .setLong(2, id.value())
        .setLong(3, author)
        .setUdtValue(4, cell.appended(body))
        .setLong(5, id.unixMicros());
  }
}
