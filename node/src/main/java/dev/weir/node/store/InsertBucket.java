package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import dev.weir.topology.ChannelId;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/**
 * Writes that a bucket holds something, dated now and not at the message's time: the entry of an
 * old message must not lose against a mark that was set before it arrived.
 */
final class InsertBucket {

  private static final long MICROS_PER_MILLI = 1_000;

  private final Database database;
  private final InstantSource wall;
  private final StoreEvents events;
  private final PreparedStatement statement;

  InsertBucket(Database database, InstantSource wall, StoreEvents events) {
    this.database = database;
    this.wall = wall;
    this.events = events;
    statement =
        database.prepare(
            "INSERT INTO channel_buckets (channel_id, bucket) VALUES (?, ?) USING TIMESTAMP ?");
  }

  CompletionStage<AsyncResultSet> ask(ChannelId channel, Bucket bucket, Call call) {
    events.happened(StoreEvent.INDEX_WRITE);
    return database.write(
        statement
            .bind()
            .setLong(0, channel.value())
            .setInt(1, bucket.number())
            .setLong(2, wall.millis() * MICROS_PER_MILLI),
        call);
  }
}
