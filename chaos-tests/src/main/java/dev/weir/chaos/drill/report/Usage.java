package dev.weir.chaos.drill.report;

/**
 * What the nodes of all regions counted in a part of a drill.
 *
 * @param asked reads that callers sent
 * @param databaseReads that the databases were given
 * @param requests that nodes were sent
 * @param retries of nodes
 * @param hedges of nodes
 * @param refused second attempts that the budget refused
 */
public record Usage(
    long asked, long databaseReads, long requests, long retries, long hedges, long refused) {

  static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  /** Reads of the databases for each read that was asked; 0 if none was. */
  public double amplification() {
    return asked == 0 ? 0 : databaseReads / (double) asked;
  }

  /** The share of the reads that needed none of their own, 0 to 1. */
  public double coalesced() {
    return asked == 0 ? 0 : Math.max(0, 1 - amplification());
  }

  /** The share of the requests that were sent again or beside another, 0 to 1. */
  public double repeated() {
    return requests == 0 ? 0 : (retries + hedges) / (double) requests;
  }
}
