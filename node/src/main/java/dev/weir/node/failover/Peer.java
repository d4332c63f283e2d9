package dev.weir.node.failover;

import dev.weir.messages.Room;
import dev.weir.messages.Ticker;
import dev.weir.topology.Region;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Another region behind its guards: bulkhead, breaker. It has its own failover and probes behind
 * it, so some requests a second are enough to find out whether it is back.
 */
final class Peer implements Guarded {

  /** What happened longer ago says nothing about a region that was hardly asked since. */
  private static final Duration MEMORY = Duration.ofSeconds(5);

  private static final int LEAST_CALLS = 10;
  private static final float HALF = 50;
  private static final int TRIALS = 3;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final Target target;
  private final Ticker ticker;
  private final Timeline timeline;
  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private volatile BreakerState state = BreakerState.CLOSED;
  private volatile long openedNanos;
  private volatile long heardNanos;
  private volatile long sinceMicros;
  private volatile String lastFailure = "";
  private volatile String why = "";

  Peer(Target target, FailoverSettings settings, Ticker ticker, Timeline timeline) {
    this.target = target;
    this.ticker = ticker;
    this.timeline = timeline;
    this.bulkhead = Bulkheads.of(target.region(), settings.crossRegionInFlight());
    TickerClock clock = new TickerClock(ticker, 1);
    this.breaker =
        CircuitBreaker.of(
            target.region().name(),
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    (int) MEMORY.toSeconds(),
                    LEAST_CALLS,
                    SlidingWindowType.TIME_BASED,
                    SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(HALF)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitDurationInOpenState(WAIT)
                .automaticTransitionFromOpenToHalfOpenEnabled(false)
                .clock(clock)
                .currentTimestampFunction(ignored -> clock.nanos(), TimeUnit.NANOSECONDS)
                .writableStackTraceEnabled(false)
                .build());
  }

  @Override
  public Region region() {
    return target.region();
  }

  @Override
  public Room room() {
    return target.room();
  }

  @Override
  public boolean isUsable() {
    return target.isReachable() && Bulkheads.hasRoom(bulkhead) && mayPass();
  }

  private boolean mayPass() {
    return isForgotten()
        || breaker.getState() != CircuitBreaker.State.OPEN
        || ticker.nanos() - openedNanos > WAIT.toNanos();
  }

  /** Whether it was left, and nobody has tried it for so long that this is no reason any more. */
  private boolean isForgotten() {
    return breaker.getState() != CircuitBreaker.State.CLOSED
        && ticker.nanos() - heardNanos > MEMORY.toNanos();
  }

  @Override
  public Admittance enter(Nature nature) {
    if (!bulkhead.tryAcquirePermission()) {
      return Admittance.FULL;
    }
    if (isForgotten()) {
      breaker.transitionToClosedState();
    }
    if (!target.isReachable() || !breaker.tryAcquirePermission()) {
      bulkhead.releasePermission();
      return Admittance.OPEN;
    }
    return Admittance.ADMITTED;
  }

  @Override
  public void settle(Nature nature, Verdict verdict, long tookNanos, String reason) {
    switch (ofThisRegion(nature, verdict)) {
      case GOOD -> {
        heardNanos = ticker.nanos();
        breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
      }
      case FAILED -> {
        lastFailure = reason;
        heardNanos = ticker.nanos();
        boolean wasOpen = breaker.getState() == CircuitBreaker.State.OPEN;
        breaker.onError(tookNanos, TimeUnit.NANOSECONDS, new Failure(reason));
        if (!wasOpen && breaker.getState() == CircuitBreaker.State.OPEN) {
          openedNanos = ticker.nanos();
        }
      }
      case NEUTRAL -> breaker.releasePermission();
    }
  }

  /** What needs all regions fails with any of them: that is no word about this one. */
  private static Verdict ofThisRegion(Nature nature, Verdict verdict) {
    return verdict == Verdict.FAILED && nature.everywhere() ? Verdict.NEUTRAL : verdict;
  }

  @Override
  public void leave(Nature nature) {
    bulkhead.releasePermission();
  }

  /** Notes in the timeline what the breaker did; one thread, every few milliseconds. */
  void look() {
    BreakerState now =
        switch (breaker.getState()) {
          case OPEN, FORCED_OPEN -> BreakerState.OPEN;
          case HALF_OPEN -> BreakerState.HALF_OPEN;
          case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
        };
    if (now != state) {
      why =
          switch (now) {
            case OPEN -> "half of the calls failed, the last one: " + lastFailure;
            case HALF_OPEN -> "some requests try it";
            case CLOSED, RETURNING -> "it answers";
          };
      sinceMicros = timeline.moved(region(), state, now, why).atMicros();
      state = now;
    }
  }

  @Override
  public RegionStatus status() {
    return new RegionStatus(
        region(),
        false,
        state,
        state == BreakerState.OPEN ? 0 : 100,
        sinceMicros,
        why,
        Bulkheads.inFlight(bulkhead),
        target.isReachable());
  }
}
