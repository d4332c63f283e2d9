package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.topology.ChannelId;
import java.util.concurrent.CompletionStage;

/** Takes a bucket out of a channel's index, as of a time: later entries stay. */
final class DeleteBucket {

  private final Database database;
  private final PreparedStatement statement;

  DeleteBucket(Database database) {
    this.database = database;
    statement =
        database.prepare(
            "DELETE FROM channel_buckets USING TIMESTAMP ? WHERE channel_id = ? AND bucket = ?");
  }

  CompletionStage<AsyncResultSet> ask(ChannelId channel, Bucket bucket, long atMicros) {
    return database.writeUnattended(
        statement
            .bind()
            .setLong(0, atMicros)
            .setLong(1, channel.value())
            .setInt(2, bucket.number()));
  }
}
