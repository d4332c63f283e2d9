package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.observed.Period;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Watches some operations of a stretch of time: those that began in it, whenever they ended. */
final class Watch {

  private final Period period;
  private final Predicate<Operation> which;
  private long[] nanos = new long[64];
  private int operations;
  private int failed;

  Watch(Period period, Predicate<Operation> which) {
    this.period = period;
    this.which = which;
  }

  /** Takes in an operation, if it is one of them. */
  void take(Operation operation) {
    if (!period.holds(operation.span().startedNanos()) || !which.test(operation)) {
      return;
    }
    if (operations == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * operations);
    }
    nanos[operations++] = operation.span().endedNanos() - operation.span().startedNanos();
    failed += operation.isOk() ? 0 : 1;
  }

  Share failures() {
    return new Share(operations, failed);
  }

  int operations() {
    return operations;
  }

  int answered() {
    return operations - failed;
  }

  double seconds() {
    return period.length().toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
  }

  /** The time that 99 of 100 did not exceed, answered or not; 0 without any. */
  double p99Millis() {
    if (operations == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, operations);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(0.99 * operations) - 1] / 1e6;
  }
}
