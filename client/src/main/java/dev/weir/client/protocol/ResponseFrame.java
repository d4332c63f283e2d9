package dev.weir.client.protocol;

import java.util.Optional;

/**
 * One frame from a node.
 *
 * @param id of the request that it answers; 0 when the node speaks of the connection itself
 * @param clockMicros the node's hybrid clock, in microseconds since 1970
 * @param spread advice about the channel that was asked, if it is hot
 */
public record ResponseFrame(long id, long clockMicros, Optional<Spread> spread, Reply reply) {

  /** A frame without advice. */
  public ResponseFrame(long id, long clockMicros, Reply reply) {
    this(id, clockMicros, Optional.empty(), reply);
  }
}
