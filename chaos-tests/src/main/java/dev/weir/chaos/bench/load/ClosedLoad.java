package dev.weir.chaos.bench.load;

import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Some callers, each of whom asks again as soon as he is answered. Shows how much can be had; its
 * times hide what callers who do not wait would see.
 */
public record ClosedLoad(int callers) implements Load {

  @Override
  public Sample run(Requests requests, Duration time, Ticker ticker) {
    Run run = new Run(requests, ticker, ticker.nanos() + time.toNanos());
    long begun = ticker.nanos();
    for (int i = 0; i < callers; i++) {
      run.ask();
    }
    run.awaitEnd(callers);
    return run.tally.sample(begun, ticker, 0);
  }

  private static final class Run {

    private final Requests requests;
    private final Ticker ticker;
    private final long endNanos;
    private final Tally tally = new Tally();
    private final Tally callersGone = new Tally();
    private final AtomicLong sent = new AtomicLong();

    Run(Requests requests, Ticker ticker, long endNanos) {
      this.requests = requests;
      this.ticker = ticker;
      this.endNanos = endNanos;
    }

    /** One caller's requests, until one is not answered at once: his thread is then another's. */
    void ask() {
      while (ticker.nanos() - endNanos < 0) {
        long begun = ticker.nanos();
        CompletableFuture<?> answer = requests.send(sent.getAndIncrement()).toCompletableFuture();
        if (!answer.isDone()) {
          var _ =
              answer.whenComplete((value, failure) -> {
                count(begun, failure);
                ask();
              });
          return;
        }
        count(begun, answer.isCompletedExceptionally() ? answer.exceptionNow() : null);
      }
      callersGone.answered(0);
    }

    private void count(long begun, @Nullable Throwable failure) {
      if (failure == null) {
        tally.answered(ticker.nanos() - begun);
      } else {
        tally.failed(failure);
      }
    }

    void awaitEnd(int callers) {
      callersGone.await(callers);
    }
  }
}
