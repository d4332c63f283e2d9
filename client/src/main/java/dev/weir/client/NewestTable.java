package dev.weir.client;

import dev.weir.topology.Epoch;
import dev.weir.topology.RangeTable;
import java.util.Optional;

/**
 * The newest range table that anybody told. Nodes learn of a new one at different times, so an
 * older one may come later. For the I/O thread alone.
 */
final class NewestTable {

  private Optional<RangeTable> newest = Optional.empty();

  /**
   * Keeps a table if it is the newest so far.
   *
   * @return whether it is. A table of another region never is: epochs of two regions do not compare
   */
  boolean learn(RangeTable table) {
    boolean isNewest =
        newest
            .map(known ->
                known.region().equals(table.region()) && table.epoch().isNewerThan(known.epoch()))
            .orElse(true);
    if (isNewest) {
      newest = Optional.of(table);
    }
    return isNewest;
  }

  Optional<RangeTable> get() {
    return newest;
  }

  Optional<Epoch> epoch() {
    return newest.map(RangeTable::epoch);
  }
}
