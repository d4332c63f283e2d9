package dev.weir.messages;

import java.util.Optional;

/**
 * Everything that can go wrong, with a number that never changes its meaning: on the wire, in logs,
 * in {@code weir errors CODE}.
 */
public enum ErrorCode {
  MALFORMED_FRAME(
      100,
      false,
      "The bytes received are not a frame of Weir's protocol.",
      "Check that both ends speak Weir's protocol and that nothing between them changes bytes."),
  FRAME_TOO_LARGE(
      101,
      false,
      "A frame declares more bytes than the receiver takes.",
      "Send smaller batches; frames are limited to 1 MiB."),
  UNSUPPORTED_VERSION(
      102,
      false,
      "The two ends share no version of the protocol.",
      "Upgrade the older end; neighbouring versions of Weir understand each other."),
  HELLO_REQUIRED(
      103,
      false,
      "The first frame of a connection was not HELLO.",
      "Use a Weir client, or send HELLO first."),
  HELLO_TIMEOUT(
      104,
      true,
      "No HELLO arrived within two seconds of connecting.",
      "Look for a network that swallows packets, or a port that something else probes."),
  UNAUTHENTICATED(
      105,
      false,
      "The credentials were refused.",
      "Check the credentials of the client and the node's configuration."),
  TOO_MANY_CONNECTIONS(
      106,
      true,
      "The node has as many connections as it may.",
      "Share one client per process, or raise limits.connections."),
  DRAINING(
      107,
      true,
      "The node is about to stop and takes no new requests.",
      "Nothing: clients go to another node by themselves."),

  INVALID_ARGUMENT(
      200,
      false,
      "A value in the request is outside of what is allowed.",
      "The message names the value and its bounds."),
  CONTENT_TOO_LARGE(
      201,
      false,
      "A message's content or payload is longer than this deployment allows.",
      "Shorten it, or raise limits.content-bytes or limits.payload-bytes on the nodes."),
  TIMESTAMP_IN_FUTURE(
      202,
      false,
      "An id or a write's time lies further ahead than clocks may drift.",
      "Correct the sender's clock; see limits.clock-drift."),
  UNKNOWN_OPERATION(
      203,
      false,
      "The node does not know the operation that was asked.",
      "Upgrade the node before the client."),

  DEADLINE_EXCEEDED(
      300,
      false,
      "The deadline passed before an answer was there.",
      "Give more time, or look at the database's latency; a write may have been kept: asking again"
          + " is safe."),
  OVERLOADED(
      301,
      false,
      "The node or the database has as much to do as it can take.",
      "Back off as the answer hints; do not retry at once."),
  UNAVAILABLE(
      302,
      true,
      "The database cannot serve this now; nothing was changed.",
      "Look at the database's replicas of this region."),
  OUTCOME_UNKNOWN(
      303,
      true,
      "The write may or may not have been kept.",
      "Ask again with the same id: it has the effect of one."),
  WORKERS_EXHAUSTED(
      304,
      false,
      "Every worker number of the region is leased.",
      "Nothing: nodes name the messages of a client without a number; share one client per"
          + " process."),
  EVACUATION_REFUSED(
      305,
      false,
      "The other regions could not carry the requests of the region that was to be evacuated.",
      "The message has the numbers: add nodes there, wait for less load, or use --force and risk"
          + " that they are overloaded."),
  INTERNAL(399, false, "The node met a defect of its own.", "Report it with the node's log."),

  CONNECTION_LOST(
      400,
      true,
      "The connection broke before the answer arrived.",
      "Nothing: the client reconnects; asking again is safe."),
  NOT_CONNECTED(
      401,
      true,
      "No node of the contact points could be reached.",
      "Check the addresses, and that a node listens there: ./weir demo starts some."),
  CLIENT_CLOSED(402, false, "The client was closed.", "Keep the client open while it is used."),
  TOO_MANY_REQUESTS(
      403,
      false,
      "The client has as many requests in flight as it may.",
      "Wait for answers before asking more."),

  CONFIG_INVALID(
      500,
      false,
      "The configuration has mistakes; all of them are listed.",
      "Mend the keys that are named; weir config example shows every key."),
  PORT_TAKEN(
      501,
      false,
      "Another process listens on a port that is needed.",
      "Stop that process, or choose another port."),
  DATABASE_UNREACHABLE(
      502,
      true,
      "The database does not answer.",
      "Check database.contact-points and database.local-datacenter, and that the database runs."),
  DATABASE_FAILED(
      503,
      false,
      "The embedded database did not start or died.",
      "Read the log that the message names."),
  FILE_UNREADABLE(
      504, false, "A file cannot be read or written.", "Check its path and permissions."),
  SCHEMA_TOO_NEW(
      505,
      false,
      "A newer version of Weir has changed the database's schema.",
      "Upgrade this node; older versions run on only until they are restarted."),
  CLUSTER_UNREACHABLE(
      506,
      true,
      "The node cannot join the cluster of its region.",
      "Check cluster.listen, cluster.discovery and cluster.tls, and that the other nodes run.");

  private final int number;
  private final boolean retryable;
  private final String meaning;
  private final String advice;

  ErrorCode(int number, boolean retryable, String meaning, String advice) {
    this.number = number;
    this.retryable = retryable;
    this.meaning = meaning;
    this.advice = advice;
  }

  /** The code with this number, if this version knows it. */
  public static Optional<ErrorCode> of(int number) {
    for (ErrorCode code : values()) {
      if (code.number == number) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** The code on the wire. */
  public int number() {
    return number;
  }

  /** Whether the same request may be sent again, within its deadline and the retry budget. */
  public boolean isRetryable() {
    return retryable;
  }

  /**
   * Whether a write that hears this was kept nowhere, and never will be. After any other code it
   * may have been.
   */
  public boolean isUndone() {
    return switch (this) {
      case DRAINING,
          INVALID_ARGUMENT,
          CONTENT_TOO_LARGE,
          TIMESTAMP_IN_FUTURE,
          OVERLOADED,
          UNAVAILABLE,
          NOT_CONNECTED,
          TOO_MANY_REQUESTS ->
          true;
      default -> false;
    };
  }

  public String meaning() {
    return meaning;
  }

  /** What to do. */
  public String advice() {
    return advice;
  }
}
