package dev.weir.client.protocol;

import dev.weir.messages.WeirException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One frame from a node.
 *
 * @param id of the request that it answers; 0 when the node speaks of the connection itself
 * @param clockMicros the node's hybrid clock, in microseconds since 1970
 * @param spread advice about the channel that was asked, if it is hot
 * @param away advice to clients of several regions: the share of channels, in percent, that they
 *     are to take to other regions; 1 to {@value #MAX_AWAY}
 */
public record ResponseFrame(
    long id, long clockMicros, Optional<Spread> spread, OptionalInt away, Reply reply) {

  /** All channels, in percent. */
  public static final int MAX_AWAY = 100;

  public ResponseFrame {
    if (away.isPresent() && (away.getAsInt() < 1 || away.getAsInt() > MAX_AWAY)) {
      throw WeirException.invalid(
          "%d %% of channels away: 1 to %d, or nothing".formatted(away.getAsInt(), MAX_AWAY));
    }
  }

  /** A frame without advice. */
  public ResponseFrame(long id, long clockMicros, Reply reply) {
    this(id, clockMicros, Optional.empty(), OptionalInt.empty(), reply);
  }
}
