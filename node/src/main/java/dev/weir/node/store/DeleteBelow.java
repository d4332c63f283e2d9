package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;

/** Writes one range tombstone over everything of a bucket below an id. */
final class DeleteBelow {

  private final PreparedStatement statement;

  DeleteBelow(Database database) {
    statement =
        database.prepare(
            "DELETE FROM messages USING TIMESTAMP ?"
                + " WHERE channel_id = ? AND bucket = ? AND message_id < ?");
  }

  BoundStatement bind(ChannelId channel, Bucket bucket, MessageId bound, long atMicros) {
    return statement
        .bind()
        .setLong(0, atMicros)
        .setLong(1, channel.value())
        .setInt(2, bucket.number())
        .setLong(3, bound.value());
  }
}
