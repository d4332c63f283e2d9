package dev.weir.client.protocol;

/**
 * One frame from a node.
 *
 * @param id of the request that it answers; 0 when the node speaks of the connection itself
 * @param clockMicros the node's hybrid clock, in microseconds since 1970
 */
public record ResponseFrame(long id, long clockMicros, Reply reply) {}
