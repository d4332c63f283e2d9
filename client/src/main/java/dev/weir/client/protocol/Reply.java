package dev.weir.client.protocol;

import dev.weir.messages.Answer;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.Receipt;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerLease;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.time.Duration;

/** What a node may say to a client. */
public sealed interface Reply {

  /**
   * The answer to HELLO.
   *
   * @param version the protocol version that both speak from here on
   * @param maxInFlight requests that the node takes on this connection before it answers the first;
   *     at least 1
   */
  record Welcome(int version, NodeId node, Region region, int maxInFlight) implements Reply {

    public Welcome {
      if (maxInFlight < 1) {
        throw WeirException.invalid(
            "%d requests in flight: allow 1 or more".formatted(maxInFlight));
      }
    }
  }

  /** The sign of life. */
  record Pong() implements Reply {}

  /** A name for one message, given once. */
  record Named(MessageId id) implements Reply {}

  /** Who owns what; comes with request id 0. */
  record Table(RangeTable table) implements Reply {}

  /**
   * A worker's number, for some time.
   *
   * @param left until it should be asked for again, on the client's own clock; in whole
   *     milliseconds
   */
  record Leased(WorkerLease lease, Duration left) implements Reply {}

  /** A success, with the receipt that its frame's header holds. */
  record Answered(Answer answer, Receipt receipt) implements Reply {

    /** A success without a receipt. */
    public Answered(Answer answer) {
      this(answer, Receipt.NONE);
    }
  }

  /**
   * A failure.
   *
   * @param code of a newer node possibly one that this version reads as {@link ErrorCode#INTERNAL}
   * @param message for people: cut after {@value #MAX_MESSAGE} characters, and what UTF-8 cannot
   *     hold becomes a question mark, so that reporting a failure never fails itself
   * @param retryAfter zero if the node gives no hint; in whole milliseconds, rounded up
   */
  record Refused(ErrorCode code, String message, Duration retryAfter) implements Reply {

    /** The longest message, in characters. */
    public static final int MAX_MESSAGE = 1_024;

    public Refused {
      message = Utf8.lenient(message, MAX_MESSAGE);
      long millis = Math.max(0, retryAfter.plusNanos(999_999).toMillis());
      retryAfter = Duration.ofMillis(Math.min(millis, 0xFFFF_FFFFL));
    }
  }
}
