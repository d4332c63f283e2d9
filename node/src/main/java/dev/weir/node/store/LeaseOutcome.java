package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a lightweight transaction on a number came to.
 *
 * @param standing what is in the way; empty if it was applied, or if there is no row
 */
record LeaseOutcome(boolean applied, Optional<LeaseRow> standing) {

  static LeaseOutcome of(AsyncResultSet result) {
    @Nullable Row row = result.one();
    if (result.wasApplied() || row == null) {
      return new LeaseOutcome(result.wasApplied(), Optional.empty());
    }
    boolean whole = row.getColumnDefinitions().contains("holder");
    return new LeaseOutcome(false, whole ? LeaseRow.of(row) : Optional.empty());
  }
}
