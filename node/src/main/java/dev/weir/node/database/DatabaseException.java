package dev.weir.node.database;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;

/**
 * The embedded database cannot do what was asked. The message says what is in the way and what to
 * do about it.
 */
public final class DatabaseException extends WeirException {

  /** What went wrong, for programs. */
  public enum Reason {
    /** Another process listens where a member wants to. Free the port or choose another address. */
    PORT_TAKEN,
    /** Another process works in a member's directory. Stop it or choose another directory. */
    DIRECTORY_TAKEN,
    /** Cassandra's jars are not where the build puts them. Build first. */
    JARS_MISSING,
    /** A member's process ended before the cluster was ready. Its log says why. */
    DIED_AT_START,
    /** The cluster was not ready within the start limit. A less busy machine may do. */
    START_TOO_SLOW,
    /** A file or process could not be made. */
    SYSTEM_REFUSED,
    /** The member is not running. */
    NOT_RUNNING,
    /** The waiting thread was interrupted. */
    INTERRUPTED
  }

  private final Reason reason;

  DatabaseException(Reason reason, String message) {
    super(errorCode(reason), message);
    this.reason = reason;
  }

  DatabaseException(Reason reason, String message, Throwable cause) {
    super(errorCode(reason), message, cause);
    this.reason = reason;
  }

  /** What went wrong, more exactly than {@link #code()} says it. */
  public Reason reason() {
    return reason;
  }

  private static ErrorCode errorCode(Reason reason) {
    return reason == Reason.PORT_TAKEN ? ErrorCode.PORT_TAKEN : ErrorCode.DATABASE_FAILED;
  }
}
