package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.util.List;

/** Writes row tombstones over some messages of one bucket. */
final class DeleteMessages {

  private final PreparedStatement statement;

  DeleteMessages(Database database) {
    statement =
        database.prepare(
            "DELETE FROM messages USING TIMESTAMP ?"
                + " WHERE channel_id = ? AND bucket = ? AND message_id IN ?");
  }

  /** The statement for ids that all belong to {@code bucket}. */
  BoundStatement bind(ChannelId channel, Bucket bucket, List<MessageId> ids, long atMicros) {
    return statement
        .bind()
        .setLong(0, atMicros)
        .setLong(1, channel.value())
        .setInt(2, bucket.number())
        .setList(3, ids.stream().map(MessageId::value).toList(), Long.class);
  }
}
