package dev.weir.node.admission;

import dev.weir.messages.Body;

/**
 * What a node takes.
 *
 * @param inFlight requests at once, 1 to 1,000,000
 * @param adaptive whether the database is given less at once when that makes it faster
 * @param leastInFlight requests at once that the database is given however slow it is, 1 to {@code
 *     inFlight}
 * @param contentBytes of one message's text in UTF-8, 1 to {@value Body#MAX_BYTES}
 * @param payloadBytes of one message's payload, 0 to {@value Body#MAX_BYTES}
 */
public record AdmissionLimits(
    int inFlight, boolean adaptive, int leastInFlight, int contentBytes, int payloadBytes) {

  public static final int DEFAULT_IN_FLIGHT = 4_096;

  /** As many as Cassandra reads at once, unless it is told otherwise. */
  public static final int DEFAULT_LEAST_IN_FLIGHT = 32;

  public static final int DEFAULT_CONTENT_BYTES = 64 * 1024;
  public static final int DEFAULT_PAYLOAD_BYTES = 64 * 1024;

  /** The limits of a node whose operator chose none. */
  public static final AdmissionLimits DEFAULT =
      new AdmissionLimits(
          DEFAULT_IN_FLIGHT,
          true,
          DEFAULT_LEAST_IN_FLIGHT,
          DEFAULT_CONTENT_BYTES,
          DEFAULT_PAYLOAD_BYTES);

  public AdmissionLimits {
    requireWithin("in flight", inFlight, 1, 1_000_000);
    requireWithin("least in flight", leastInFlight, 1, inFlight);
    requireWithin("content bytes", contentBytes, 1, Body.MAX_BYTES);
    requireWithin("payload bytes", payloadBytes, 0, Body.MAX_BYTES);
    if (contentBytes + payloadBytes > Body.MAX_BYTES) {
      throw new IllegalArgumentException(
          "content %d and payload %d bytes: together at most %d"
              .formatted(contentBytes, payloadBytes, Body.MAX_BYTES));
    }
  }

  private static void requireWithin(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s %d is not within %d..%d".formatted(what, value, min, max));
    }
  }
}
