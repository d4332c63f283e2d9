package dev.weir.chaos.drill;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Stretch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What callers noticed lately, of what one region can serve: looked at several times a second, for
 * which the whole history would be too long. Any thread may add.
 */
final class Recent {

  /** Older ones are forgotten first. */
  private static final int MOST = 200_000;

  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final int LEAST_ANSWERS = 5;
  private static final double MOST_AWAY = 0.02;

  private final long keptNanos;
  private final Deque<Operation> operations = new ArrayDeque<>();

  /**
   * Nothing yet.
   *
   * @param kept how long after its end an operation is remembered at least, up to a limit
   */
  Recent(Duration kept) {
    this.keptNanos = kept.toNanos();
  }

  void add(Operation operation) {
    if (operation.channel() == Operation.EVERY_CHANNEL || !Stretch.needsOneRegion(operation)) {
      return;
    }
    synchronized (operations) {
      operations.addLast(operation);
      long oldest = operation.span().endedNanos() - keptNanos;
      while (operations.size() > MOST || operations.getFirst().span().endedNanos() - oldest < 0) {
        operations.removeFirst();
      }
    }
  }

  /** What those of a home noticed that began between two moments. */
  Stretch stretch(int home, long fromNanos, long toNanos) {
    List<Operation> begun = new ArrayList<>();
    synchronized (operations) {
      for (Operation each : operations) {
        long started = each.span().startedNanos();
        if (each.terms().home() == home && started - fromNanos >= 0 && started - toNanos < 0) {
          begun.add(each);
        }
      }
    }
    return Stretch.of(begun);
  }

  /** Whether all but all of a home's answers of the last second came from there. */
  boolean isAtHome(int home, long nowNanos) {
    long middle = nowNanos - WINDOW.toNanos();
    return isAtHome(stretch(home, middle, nowNanos))
        && isAtHome(stretch(home, middle - WINDOW.toNanos(), middle));
  }

  private static boolean isAtHome(Stretch window) {
    return window.answered() >= LEAST_ANSWERS && window.awayShare() <= MOST_AWAY;
  }
}
