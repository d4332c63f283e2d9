package dev.weir.chaos.bench.load;

import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a rate, whatever becomes of the earlier ones. Times count from when a request was
 * due, so that one that stalls the sender is charged with all that it held up (Gil Tene's
 * coordinated omission).
 */
public record OpenLoad(double perSecond) implements Load {

  private static final long PAUSE_NANOS = 100_000;
  private static final double SECOND = 1e9;

  @Override
  public Sample run(Requests requests, Duration time, Ticker ticker) {
    Tally tally = new Tally();
    long begun = ticker.nanos();
    long all = (long) (perSecond * time.toNanos() / SECOND);
    for (long sent = 0; sent < all; ) {
      long due = Math.min(all, dueBy(ticker.nanos() - begun));
      for (; sent < due; sent++) {
        send(requests, sent, begun + dueNanos(sent), tally, ticker);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    tally.await(all);
    return tally.sample(begun, ticker, perSecond);
  }

  /** How many requests are due within a time. */
  long dueBy(long nanos) {
    return (long) (nanos * perSecond / SECOND) + 1;
  }

  /** When a request is due, counted from the first. */
  long dueNanos(long number) {
    return (long) (number * SECOND / perSecond);
  }

  private static void send(
      Requests requests, long number, long dueNanos, Tally tally, Ticker ticker) {
    var _ =
        requests
            .send(number)
            .whenComplete((value, failure) -> {
              if (failure == null) {
                tally.answered(ticker.nanos() - dueNanos);
              } else {
                tally.failed(failure);
              }
            });
  }
}
