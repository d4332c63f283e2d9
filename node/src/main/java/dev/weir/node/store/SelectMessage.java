package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.weir.messages.Call;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads one row. */
final class SelectMessage {

  private final Database database;
  private final StoreEvents events;
  private final PreparedStatement statement;

  SelectMessage(Database database, StoreEvents events) {
    this.database = database;
    this.events = events;
    statement =
        database.prepare(
            "SELECT "
                + StoredRow.COLUMNS
                + " FROM messages"
                + " WHERE channel_id = ? AND bucket = ? AND message_id = ?");
  }

  CompletionStage<Optional<StoredRow>> ask(ChannelId channel, MessageId id, Call call) {
    Database.refuseIfGone(call);
    events.happened(StoreEvent.ROW_READ);
    return database
        .read(
            statement
                .bind()
                .setLong(0, channel.value())
                .setInt(1, Bucket.of(id).number())
                .setLong(2, id.value()),
            call)
        .thenApply(SelectMessage::row);
  }

  private static Optional<StoredRow> row(AsyncResultSet result) {
    Row row = result.one();
    return row == null ? Optional.empty() : Optional.of(StoredRow.of(row));
  }
}
