package dev.weir.node.admin;

/**
 * A channel that is read often at a node.
 *
 * @param channel its number, as text because JavaScript rounds large numbers
 * @param readsPerSecond what clients asked this node, at least
 * @param databaseReadsPerSecond what this node asked the database, at least
 * @param nodes how many nodes its readers are spread over; 1 normally
 */
public record HotChannel(
    String channel, long readsPerSecond, long databaseReadsPerSecond, int nodes) {}
