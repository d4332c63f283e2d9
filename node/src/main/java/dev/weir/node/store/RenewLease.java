package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import java.util.concurrent.CompletionStage;

/**
 * Has a number's holder keep it for longer.
 *
 * <p>Not by a node whose clock is behind that of the node that gave the lease: its lease would
 * begin before the holder's own, or shorten the row. Then the row stands, and the holder with it.
 */
final class RenewLease {

  private final Database database;
  private final PreparedStatement statement;

  RenewLease(Database database) {
    this.database = database;
    statement =
        database.prepare(
            "UPDATE worker_leases SET until = ? WHERE region = ? AND worker = ?"
                + " IF holder = ? AND since <= ? AND until <= ?");
  }

  CompletionStage<LeaseOutcome> ask(int region, int worker, LeaseRow wanted, Call call) {
    return database
        .writeIf(
            statement
                .bind()
                .setLong(0, wanted.untilMicros())
                .setInt(1, region)
                .setInt(2, worker)
                .setUuid(3, wanted.holder())
                .setLong(4, wanted.sinceMicros())
                .setLong(5, wanted.untilMicros()),
            call)
        .thenApply(LeaseOutcome::of);
  }
}
