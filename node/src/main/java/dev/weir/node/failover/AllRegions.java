package dev.weir.node.failover;

import dev.weir.messages.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The breaker of reads that need the replicas of every region: while one region is away each of
 * them would only wait. Once a second one of them is let through to see whether it is back. Any
 * thread; never blocks.
 */
public final class AllRegions {

  private static final float HALF = 50;
  private static final int WINDOW = 10;
  private static final int LEAST_CALLS = 4;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CircuitBreaker breaker;
  private final Ticker ticker;

  /** When the last one was let through to see whether the region is back. */
  private volatile long triedNanos;

  /**
   * A closed breaker.
   *
   * @param slow an answer that takes as long is as good as none
   */
  public AllRegions(Duration slow, Ticker ticker) {
    this.ticker = ticker;
    this.triedNanos = ticker.nanos();
    TickerClock clock = new TickerClock(ticker, 1);
    this.breaker =
        CircuitBreaker.of(
            "all-regions",
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    WINDOW,
                    LEAST_CALLS,
                    SlidingWindowType.COUNT_BASED,
                    SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(HALF)
                .slowCallRateThreshold(HALF)
                .slowCallDurationThreshold(slow)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(PAUSE)
                .automaticTransitionFromOpenToHalfOpenEnabled(false)
                .clock(clock)
                .currentTimestampFunction(ignored -> clock.nanos(), TimeUnit.NANOSECONDS)
                .writableStackTraceEnabled(false)
                .build());
  }

  /** Whether to ask them; if so, {@link #answered} or {@link #failed} is to be told. */
  public boolean mayBeAsked() {
    if (breaker.tryAcquirePermission()) {
      if (isTrying()) {
        triedNanos = ticker.nanos();
      }
      return true;
    }
    forgetLostTrial();
    return false;
  }

  /**
   * One of whom nobody told how it went does not bar the way for ever. Resilience4j would see to
   * that by a thread of its own, which knows only the machine's time.
   */
  private void forgetLostTrial() {
    if (isTrying() && ticker.nanos() - triedNanos >= PAUSE.toNanos()) {
      breaker.transitionToOpenState();
    }
  }

  private boolean isTrying() {
    return breaker.getState() == CircuitBreaker.State.HALF_OPEN;
  }

  /** All of them answered. */
  public void answered(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  /** One of them did not. */
  public void failed(long nanos) {
    breaker.onError(nanos, TimeUnit.NANOSECONDS, new Failure("not every region answered"));
  }
}
