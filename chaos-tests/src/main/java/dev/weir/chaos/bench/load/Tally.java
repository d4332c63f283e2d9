package dev.weir.chaos.bench.load;

import dev.weir.messages.Ticker;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Counts a load's requests as they end. */
final class Tally {

  private static final long PAUSE_NANOS = 200_000;

  private final Latencies latencies = new Latencies();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicReference<Optional<Throwable>> first =
      new AtomicReference<>(Optional.empty());

  void answered(long nanos) {
    latencies.record(nanos);
    ended.incrementAndGet();
  }

  void failed(Throwable failure) {
    first.compareAndSet(Optional.empty(), Optional.of(failure));
    errors.incrementAndGet();
    ended.incrementAndGet();
  }

  /** Blocks until so many have ended. */
  void await(long requests) {
    while (ended.get() < requests) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  Sample sample(long begunNanos, Ticker ticker, double offeredPerSecond) {
    return new Sample(
        latencies.count(),
        errors.get(),
        first.get().map(Throwable::toString).orElse(""),
        ticker.nanos() - begunNanos,
        offeredPerSecond,
        latencies,
        new Cpu(0, 0, 0));
  }
}
