package dev.weir.node.database;

/**
 * The embedded database cannot do what was asked. The message says what is in the way and what to
 * do about it; the code is stable.
 */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for programs. */
  public enum Code {
    /** Another process listens where a member wants to. Free the port or choose another address. */
    PORT_TAKEN(false),
    /** Another process works in a member's directory. Stop it or choose another directory. */
    DIRECTORY_TAKEN(false),
    /** Cassandra's jars are not where the build puts them. Build first. */
    JARS_MISSING(false),
    /** A member's process ended before the cluster was ready. Its log says why. */
    DIED_AT_START(false),
    /** The cluster was not ready within the start limit. A less busy machine may do. */
    START_TOO_SLOW(true),
    /** A file or process could not be made. */
    SYSTEM_REFUSED(false),
    /** The member is not running. */
    NOT_RUNNING(false),
    /** The waiting thread was interrupted. */
    INTERRUPTED(true);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }

    /** Whether the same call may succeed later, without anybody doing anything. */
    public boolean retryable() {
      return retryable;
    }
  }

  private final Code code;

  DatabaseException(Code code, String message) {
    super(message);
    this.code = code;
  }

  DatabaseException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The stable code; its {@code name()} is what logs and scripts see. */
  public Code code() {
    return code;
  }
}
