package dev.weir.chaos.sim.database;

/** Why a statement failed, as a driver would say it. */
final class DatabaseFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What became of it. */
  enum Kind {
    /** No connection to any coordinator. */
    NO_NODE,
    /** The coordinator knows that too few replicas are there; nothing was done. */
    UNAVAILABLE,
    /** The coordinator has too much to do; nothing was done. */
    OVERLOADED,
    /** Too few replicas answered the coordinator in time. */
    TIMEOUT,
    /** The coordinator did not answer in time. */
    NO_ANSWER,
    /** The connection broke before the answer came. */
    CLOSED
  }

  private final Kind kind;

  DatabaseFailure(Kind kind) {
    super(kind.name(), null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
