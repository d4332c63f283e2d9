package dev.weir.client.protocol;

import java.time.Duration;

/**
 * One frame from a client.
 *
 * @param id chosen by the client, unique among its requests in flight on this connection
 * @param left what is left of the deadline, in whole milliseconds on the wire; zero has passed
 */
public record RequestFrame(long id, Duration left, Query query) {}
