package dev.weir.chaos.observed;

/**
 * What asking a node led to (I17).
 *
 * @param where such as a node's name, or all of a region
 * @param databaseReads reads that the database was given for flights
 * @param flights distinct ones
 * @param retries second attempts, hedges and second flights together
 * @param firstTries requests that were tried at all
 * @param credit second attempts that the budgets give before there were any first ones
 */
public record Amplification(
    String where, long databaseReads, long flights, long retries, long firstTries, long credit) {}
