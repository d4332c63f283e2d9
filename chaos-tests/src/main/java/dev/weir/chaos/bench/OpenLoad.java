package dev.weir.chaos.bench;

import dev.weir.client.WeirClient;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Slice;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Reads of channels in turn, so that no two under way share anything, sent at a rate whatever
 * becomes of the earlier ones. Times count from when a request was due.
 */
final class OpenLoad {

  private static final int PAGE = 10;
  private static final long PAUSE_NANOS = 500_000;
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);

  /**
   * What came of a load.
   *
   * @param offered requests that were due
   * @param good of them, answered in time
   * @param late of them, answered later
   * @param refused of them, by OVERLOADED
   * @param failed otherwise
   * @param seconds for which it was offered
   * @param p99Millis of all that were answered
   */
  record Outcome(
      long offered,
      long good,
      long late,
      long refused,
      long failed,
      double seconds,
      double p99Millis) {

    double goodput() {
      return good / seconds;
    }

    double rate() {
      return offered / seconds;
    }
  }

  private final WeirClient client;
  private final int channels;
  private final Duration timeout;
  private final Ticker ticker;
  private int next;

  OpenLoad(WeirClient client, int channels, Duration timeout, Ticker ticker) {
    this.client = client;
    this.channels = channels;
    this.timeout = timeout;
    this.ticker = ticker;
  }

  /** Offers so many requests a second for a while; blocks until each has come to its end. */
  Outcome offer(double perSecond, Duration time) {
    Count count = new Count();
    long begun = ticker.nanos();
    double nanosPerRequest = 1e9 / perSecond;
    long all = (long) (perSecond * time.toNanos() / 1e9);
    for (long sent = 0; sent < all; ) {
      long due = Math.min(all, (long) ((ticker.nanos() - begun) / nanosPerRequest) + 1);
      for (; sent < due; sent++) {
        send(begun + (long) (sent * nanosPerRequest), count);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    double seconds = (ticker.nanos() - begun) / 1e9;
    while (count.ended.sum() < all) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return count.outcome(all, seconds);
  }

  private void send(long dueNanos, Count count) {
    next = (next + 1) % channels;
    var _ =
        client
            .history(
                new History(channel(next), Slice.newest(), PAGE),
                Call.by(new Deadline(dueNanos + timeout.toNanos())))
            .whenComplete((page, failure) -> {
              if (failure == null) {
                count.answered(ticker.nanos() - dueNanos, timeout);
              } else {
                count.failed(WeirException.of(failure).code());
              }
              count.ended.increment();
            });
  }

  static ChannelId channel(int number) {
    return ChannelId.ofName("overload-" + number);
  }

  private static final class Count {

    private final LongAdder ended = new LongAdder();
    private final LongAdder good = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final ConcurrentMap<ErrorCode, LongAdder> failures = new ConcurrentHashMap<>();
    private final ConcurrentHistogram micros = new ConcurrentHistogram(HIGHEST_MICROS, 3);

    void answered(long nanos, Duration timeout) {
      (nanos <= timeout.toNanos() ? good : late).increment();
      micros.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, nanos / 1_000)));
    }

    void failed(ErrorCode code) {
      failures.computeIfAbsent(code, unused -> new LongAdder()).increment();
    }

    Outcome outcome(long offered, double seconds) {
      long failed = failures.values().stream().mapToLong(LongAdder::sum).sum();
      LongAdder overloaded = failures.get(ErrorCode.OVERLOADED);
      long refused = overloaded == null ? 0 : overloaded.sum();
      return new Outcome(
          offered,
          good.sum(),
          late.sum(),
          refused,
          failed - refused,
          seconds,
          micros.getValueAtPercentile(99) / 1_000.0);
    }
  }
}
