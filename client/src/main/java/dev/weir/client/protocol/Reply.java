package dev.weir.client.protocol;

import dev.weir.messages.Answer;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;

/** What a node may say to a client. */
public sealed interface Reply {

  /**
   * The answer to HELLO.
   *
   * @param version the protocol version that both speak from here on
   * @param maxInFlight requests that the node takes on this connection before it answers the first
   */
  record Welcome(int version, NodeId node, Region region, int maxInFlight) implements Reply {}

  /** The sign of life. */
  record Pong() implements Reply {}

  /** A name for one message, given once. */
  record Named(MessageId id) implements Reply {}

  /** A success. */
  record Answered(Answer answer) implements Reply {}

  /**
   * A failure.
   *
   * @param code of a newer node possibly one that this version reads as {@link ErrorCode#INTERNAL}
   * @param retryAfter zero if the node gives no hint
   */
  record Refused(ErrorCode code, String message, Duration retryAfter) implements Reply {}
}
