package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.weir.messages.Call;
import dev.weir.messages.MessageId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Reads every number of a region that ever had a holder: a hint, out of date when it arrives. */
final class SelectLeases {

  /** The rows of all regions that there can be fit on one page. */
  private static final int PAGE = (MessageId.MAX_REGION + 1) * (MessageId.MAX_WORKER + 1);

  private final Database database;
  private final PreparedStatement statement;

  SelectLeases(Database database) {
    this.database = database;
    statement = database.prepare("SELECT region, worker, holder, since, until FROM worker_leases");
  }

  CompletionStage<Map<Integer, LeaseRow>> ask(int region, Call call) {
    return database
        .read(statement.bind().setPageSize(PAGE), call)
        .thenApply(result -> {
          Map<Integer, LeaseRow> rows = new HashMap<>();
          for (Row row : result.currentPage()) {
            if (row.getInt("region") == region) {
              LeaseRow.of(row).ifPresent(lease -> rows.put(row.getInt("worker"), lease));
            }
          }
          return rows;
        });
  }
}
