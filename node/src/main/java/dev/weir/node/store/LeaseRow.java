package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.weir.messages.WorkerLease;
import java.util.Optional;
import java.util.UUID;

/**
 * What the database holds of a worker's number.
 *
 * @param holder who had it last
 * @param sinceMicros from when names of this holder may be dated
 * @param untilMicros from when they may not, and another may have the number
 */
public record LeaseRow(UUID holder, long sinceMicros, long untilMicros) {

  static Optional<LeaseRow> of(Row row) {
    UUID holder = row.getUuid("holder");
    return holder == null
        ? Optional.empty()
        : Optional.of(new LeaseRow(holder, row.getLong("since"), row.getLong("until")));
  }

  /** Whether another may have the number. */
  public boolean isOver(long nowMicros) {
    return untilMicros <= nowMicros;
  }

  /** The lease that this row is for its holder. */
  WorkerLease lease(int region, int worker) {
    return new WorkerLease(region, worker, sinceMicros, untilMicros);
  }
}
