package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Asks every replica of every region before something is removed that a quorum of this region found
 * useless: what another region acknowledged may still be on its way here.
 */
final class SelectEverywhere {

  private final Database database;
  private final StoreEvents events;
  private final PreparedStatement anyRow;
  private final PreparedStatement loneEdit;

  SelectEverywhere(Database database, StoreEvents events) {
    this.database = database;
    this.events = events;
    anyRow =
        database.prepare(
            "SELECT message_id FROM messages WHERE channel_id = ? AND bucket = ? LIMIT 1");
    loneEdit =
        database.prepare(
            "SELECT author_id, writetime(body) FROM messages"
                + " WHERE channel_id = ? AND bucket = ? AND message_id = ?");
  }

  /** Whether no replica has a row in the bucket. */
  CompletionStage<Boolean> isEmpty(ChannelId channel, Bucket bucket) {
    events.happened(StoreEvent.CONFIRMING_READ);
    return database
        .readEverywhere(
            anyRow.bind().setLong(0, channel.value()).setInt(1, bucket.number()).setPageSize(1))
        .thenApply(result -> result.one() == null && !result.hasMorePages());
  }

  /** The write time of a body whose message no replica has; empty if that is not so. */
  CompletionStage<OptionalLong> loneEditMicros(ChannelId channel, MessageId id) {
    events.happened(StoreEvent.CONFIRMING_READ);
    return database
        .readEverywhere(
            loneEdit
                .bind()
                .setLong(0, channel.value())
                .setInt(1, Bucket.of(id).number())
                .setLong(2, id.value()))
        .thenApply(result -> {
          Row row = result.one();
          return row == null || !row.isNull(0) || row.isNull(1)
              ? OptionalLong.empty()
              : OptionalLong.of(row.getLong(1));
        });
  }
}
