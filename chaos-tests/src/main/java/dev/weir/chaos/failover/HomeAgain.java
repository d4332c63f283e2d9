package dev.weir.chaos.failover;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Stretch;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** When those of a home region were answered by it again, and whether all at once. */
public final class HomeAgain {

  /** A window in which so few answers come from elsewhere is one of a region that is back. */
  private static final double BACK = 0.02;

  private static final double BETWEEN_LEAST = 0.1;
  private static final double BETWEEN_MOST = 0.9;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int LEAST_ANSWERS = 10;

  private final RecordedHistory history;
  private final Predicate<Operation> which;

  /** Of a history, for those of one region, by its number. */
  public HomeAgain(RecordedHistory history, int home) {
    this.history = history;
    this.which = operation -> operation.terms().home() == home && Stretch.needsOneRegion(operation);
  }

  /**
   * The first moment from which on a second long all but all answers came from home; empty if there
   * was none before {@code untilNanos}.
   */
  public OptionalLong at(long fromNanos, long untilNanos) {
    for (long at = fromNanos; at + 2 * WINDOW_NANOS - untilNanos <= 0; at += STEP_NANOS) {
      if (isBack(window(at)) && isBack(window(at + WINDOW_NANOS))) {
        return OptionalLong.of(at);
      }
    }
    return OptionalLong.empty();
  }

  /** Half seconds, one after the other, in which some were answered by home and some elsewhere. */
  int steps(long fromNanos, long untilNanos) {
    int steps = 0;
    for (long at = fromNanos; at - untilNanos < 0; at += WINDOW_NANOS) {
      Stretch window = window(at);
      boolean between = window.awayShare() > BETWEEN_LEAST && window.awayShare() < BETWEEN_MOST;
      steps += between ? 1 : 0;
    }
    return steps;
  }

  private Stretch window(long at) {
    return Stretch.of(history, at, at + WINDOW_NANOS, which);
  }

  private static boolean isBack(Stretch window) {
    return window.answered() >= LEAST_ANSWERS && window.awayShare() <= BACK;
  }
}
