package dev.weir.node;

/**
 * How much is under way in a node at one moment.
 *
 * @param connections open
 * @param waiters readers who wait for a flight
 * @param flights that somebody waits for
 * @param fullest readers who wait for the flight that has most of them
 * @param requests sent to the database or to another node
 * @param journeys requests that no region has answered yet
 * @param database requests at this region's database
 * @param databaseLimit how many may be there now
 */
public record UnderWay(
    int connections,
    int waiters,
    int flights,
    int fullest,
    int requests,
    int journeys,
    int database,
    int databaseLimit) {}
