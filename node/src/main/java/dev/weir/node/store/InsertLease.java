package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import java.util.concurrent.CompletionStage;

/** Takes a number that nobody ever had. */
final class InsertLease {

  private final Database database;
  private final PreparedStatement statement;

  InsertLease(Database database) {
    this.database = database;
    statement =
        database.prepare(
            "INSERT INTO worker_leases (region, worker, holder, since, until)"
                + " VALUES (?, ?, ?, ?, ?) IF NOT EXISTS");
  }

  CompletionStage<LeaseOutcome> ask(int region, int worker, LeaseRow wanted, Call call) {
    return database
        .writeIf(
            statement
                .bind()
                .setInt(0, region)
                .setInt(1, worker)
                .setUuid(2, wanted.holder())
                .setLong(3, wanted.sinceMicros())
                .setLong(4, wanted.untilMicros()),
            call)
        .thenApply(LeaseOutcome::of);
  }
}
