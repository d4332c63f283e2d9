package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import java.util.concurrent.CompletionStage;

/** Takes a number that somebody had, if nothing has changed since that lease was read. */
final class TakeLease {

  private final Database database;
  private final PreparedStatement statement;

  TakeLease(Database database) {
    this.database = database;
    statement =
        database.prepare(
            "UPDATE worker_leases SET holder = ?, since = ?, until = ?"
                + " WHERE region = ? AND worker = ?"
                + " IF holder = ? AND since = ? AND until = ?");
  }

  /**
   * Takes it.
   *
   * @param last the lease that was read, over before {@code wanted} begins
   */
  CompletionStage<LeaseOutcome> ask(
      int region, int worker, LeaseRow last, LeaseRow wanted, Call call) {
    return database
        .writeIf(
            statement
                .bind()
                .setUuid(0, wanted.holder())
                .setLong(1, wanted.sinceMicros())
                .setLong(2, wanted.untilMicros())
                .setInt(3, region)
                .setInt(4, worker)
                .setUuid(5, last.holder())
                .setLong(6, last.sinceMicros())
                .setLong(7, last.untilMicros()),
            call)
        .thenApply(LeaseOutcome::of);
  }
}
