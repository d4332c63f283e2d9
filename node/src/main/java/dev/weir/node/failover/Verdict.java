package dev.weir.node.failover;

import dev.weir.messages.WeirException;

/** What the end of an attempt says about the region that was asked. */
enum Verdict {
  GOOD,
  FAILED,
  /** Nothing: the request was wrong, nobody waited any more, or there was too much to do. */
  NEUTRAL;

  /**
   * Of a failure.
   *
   * @param patient whether the region had been given time enough to answer
   */
  static Verdict of(WeirException failure, boolean patient) {
    return switch (failure.code()) {
      case UNAVAILABLE, OUTCOME_UNKNOWN, NOT_CONNECTED, CONNECTION_LOST -> FAILED;
      case DEADLINE_EXCEEDED -> patient ? FAILED : NEUTRAL;
      default -> NEUTRAL;
    };
  }
}
