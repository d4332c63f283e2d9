package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Optional;

/**
 * What a lightweight transaction on a number came to.
 *
 * @param standing what is in the way; empty if it was applied, or if there is no row
 */
public record LeaseOutcome(boolean applied, Optional<LeaseRow> standing) {

  static LeaseOutcome of(AsyncResultSet result) {
    // Asked first: the driver no longer knows once the row was consumed.
    boolean applied = result.wasApplied();
    Row row = result.one();
    if (applied || row == null || !row.getColumnDefinitions().contains("holder")) {
      return new LeaseOutcome(applied, Optional.empty());
    }
    return new LeaseOutcome(false, LeaseRow.of(row));
  }
}
