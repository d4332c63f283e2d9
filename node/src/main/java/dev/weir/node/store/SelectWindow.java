package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads the first rows of a part of a bucket, in either direction. */
final class SelectWindow {

  /** A database that answers this many pages without a row has too many tombstones to walk. */
  private static final int MAX_EMPTY_PAGES = 8;

  private static final String QUERY =
      "SELECT "
          + StoredRow.COLUMNS
          + " FROM messages"
          + " WHERE channel_id = ? AND bucket = ? AND message_id >= ? AND message_id <= ?";

  private final Database database;
  private final StoreEvents events;
  private final PreparedStatement newestFirst;
  private final PreparedStatement oldestFirst;

  /**
   * What was read.
   *
   * @param complete whether the window holds nothing beyond these rows
   */
  record Rows(List<StoredRow> rows, boolean complete) {}

  SelectWindow(Database database, StoreEvents events) {
    this.database = database;
    this.events = events;
    newestFirst = database.prepare(QUERY + " LIMIT ?");
    oldestFirst = database.prepare(QUERY + " ORDER BY message_id ASC LIMIT ?");
  }

  BoundStatement bind(ChannelId channel, Window window, Direction direction, int limit) {
    PreparedStatement statement =
        switch (direction) {
          case DOWN -> newestFirst;
          case UP -> oldestFirst;
        };
    return statement
        .bind()
        .setLong(0, channel.value())
        .setInt(1, window.bucket().number())
        .setLong(2, window.low())
        .setLong(3, window.high())
        .setInt(4, limit)
        .setPageSize(limit);
  }

  /** Reads within {@code nanos}; less than {@code limit} rows may come without being all. */
  CompletionStage<Rows> ask(BoundStatement statement, int limit, Call call, long nanos) {
    Database.refuseIfGone(call);
    events.happened(StoreEvent.BUCKET_READ);
    return database
        .readWithin(statement, call, nanos)
        .thenCompose(result -> rows(result, limit, call, MAX_EMPTY_PAGES));
  }

  private CompletionStage<Rows> rows(AsyncResultSet result, int limit, Call call, int pagesLeft) {
    var rows = new ArrayList<StoredRow>();
    result.currentPage().forEach(row -> rows.add(StoredRow.of(row)));
    if (rows.isEmpty() && result.hasMorePages() && pagesLeft > 0) {
      Database.refuseIfGone(call);
      events.happened(StoreEvent.BUCKET_READ);
      return result
          .fetchNextPage()
          .exceptionallyCompose(error -> CompletableFuture.failedStage(DriverErrors.ofRead(error)))
          .thenCompose(next -> rows(next, limit, call, pagesLeft - 1));
    }
    return CompletableFuture.completedStage(
        new Rows(rows, rows.size() < limit && !result.hasMorePages()));
  }
}
