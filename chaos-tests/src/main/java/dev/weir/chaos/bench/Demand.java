package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.NoFigureException;
import dev.weir.chaos.cluster.NodeMetrics;
import java.util.stream.Stream;

/**
 * What clients have asked a node, and what it has asked its database, since it began.
 *
 * @param reads of clients
 * @param queries statements that read; most pages take two, of the index and of a bucket
 */
record Demand(double reads, double queries) {

  /**
   * By a node's own count.
   *
   * @throws NoFigureException if it could not be asked
   */
  static Demand of(NodeMetrics metrics) {
    if (metrics.epoch() == 0) {
      throw new NoFigureException("the node did not tell its metrics");
    }
    return new Demand(
        metrics.value("weir_reads_total{at=\"clients\"}"),
        Stream.of("index_read", "bucket_read", "row_read", "confirming_read")
            .mapToDouble(event -> metrics.value("weir_store_events_total{event=\"" + event + "\"}"))
            .sum());
  }

  /**
   * Statements for each read since then.
   *
   * @throws NoFigureException if there was no read
   */
  double queriesPerReadSince(Demand before) {
    if (reads <= before.reads) {
      throw new NoFigureException("the node counted no read");
    }
    return (queries - before.queries) / (reads - before.reads);
  }
}
