package dev.weir.chaos.checker;

import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.observed.Observations;

/** Every invariant, on all of a run: what was recorded, and what was seen beside. */
public final class Checkers {

  private Checkers() {}

  /** Checks everything; blocks, for some seconds per million operations. */
  public static Verdict all(
      RecordedHistory history, Observations observations, CheckerSettings settings) {
    SessionChecker sessions =
        settings
            .oldestFlight()
            .map(SessionChecker::new)
            .orElseGet(SessionChecker::ofSeveralRegions);
    return sessions.check(history);
  }
}
