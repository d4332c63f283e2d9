package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads which buckets of a channel hold something. */
final class SelectBuckets {

  private final Database database;
  private final StoreEvents events;
  private final PreparedStatement newestFirst;
  private final PreparedStatement oldestFirst;

  SelectBuckets(Database database, StoreEvents events) {
    this.database = database;
    this.events = events;
    newestFirst =
        database.prepare(
            "SELECT bucket FROM channel_buckets WHERE channel_id = ? AND bucket <= ? LIMIT ?");
    oldestFirst =
        database.prepare(
            "SELECT bucket FROM channel_buckets WHERE channel_id = ? AND bucket >= ?"
                + " ORDER BY bucket ASC LIMIT ?");
  }

  /** Some buckets, beginning with {@code from}, in the order in which a walk meets them. */
  CompletionStage<List<Bucket>> ask(
      ChannelId channel, Bucket from, Direction direction, int limit, Call call) {
    Database.refuseIfGone(call);
    events.happened(StoreEvent.INDEX_READ);
    PreparedStatement statement =
        switch (direction) {
          case DOWN -> newestFirst;
          case UP -> oldestFirst;
        };
    return database
        .read(
            statement
                .bind()
                .setLong(0, channel.value())
                .setInt(1, from.number())
                .setInt(2, limit)
                .setPageSize(limit),
            call)
        .thenApply(result -> {
          var buckets = new ArrayList<Bucket>();
          result.currentPage().forEach(row -> buckets.add(new Bucket(row.getInt(0))));
          return buckets;
        });
  }
}
