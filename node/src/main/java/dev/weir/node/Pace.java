package dev.weir.node;

import dev.weir.messages.Ticker;
import dev.weir.node.bridge.Load;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a node has to do, for other regions to know: the rate between two looks, and what is in
 * flight. For one thread.
 */
final class Pace {

  private final LongSupplier requests;
  private final LongSupplier inFlight;
  private final LongSupplier limit;
  private final Ticker ticker;
  private long lastCount;
  private long lastNanos;
  private long perSecond;

  /**
   * Begins to count now.
   *
   * @param requests answered since the start
   * @param inFlight now
   * @param limit the most in flight that the node allows now
   */
  Pace(LongSupplier requests, LongSupplier inFlight, LongSupplier limit, Ticker ticker) {
    this.requests = requests;
    this.inFlight = inFlight;
    this.limit = limit;
    this.ticker = ticker;
    this.lastCount = requests.getAsLong();
    this.lastNanos = ticker.nanos();
  }

  /** The load since the last look; looks less than half a second apart see the same rate. */
  Load look() {
    long nowNanos = ticker.nanos();
    long passed = nowNanos - lastNanos;
    if (passed >= TimeUnit.MILLISECONDS.toNanos(500)) {
      long count = requests.getAsLong();
      double seconds = (double) passed / TimeUnit.SECONDS.toNanos(1);
      perSecond = Math.round(Math.max(0, count - lastCount) / seconds);
      lastCount = count;
      lastNanos = nowNanos;
    }
    return new Load(perSecond, Math.max(0, inFlight.getAsLong()), Math.max(0, limit.getAsLong()));
  }
}
