package dev.weir.node.failover;

import dev.weir.topology.Region;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The breaker of this region's database: Resilience4j's, driven by hand, as it must also open on
 * silence, be closed by probes alone, and give the load back in steps.
 *
 * <pre>
 *            half of the calls of a second fail or are slow, or silence
 *   CLOSED ───────────────────────────────────────────────────────────► OPEN ◄──┐
 *      ▲                                                         good    │      │ a bad
 *      │ 100 %                                                   probe,  │      │ probe
 *      │            relapse: longer hold-down                    held    ▼      │
 *   RETURNING ─────────────────────────────────────────► OPEN    down  HALF_OPEN
 *      ▲  25 %, 50 %                                                     │
 *      └─────────────────────────────────────────────────────────────────┘
 *                               three good probes in a row
 * </pre>
 *
 * <p>Any thread; a lock guards the breaker for less than a microsecond.
 */
final class RegionBreaker {

  private static final float HALF = 50;
  private static final int LEAST_CALLS = 10;
  private static final int GOOD_PROBES = 3;

  /** The window of a second slides by tenths. */
  private static final int TENTHS = 10;

  private final Region region;
  private final FailoverSettings settings;
  private final Timeline timeline;
  private final TickerClock clock;
  private final Silence silence;

  /** Guarded by this. */
  private final CircuitBreaker window;

  /** Guarded by this. */
  private final Comeback comeback;

  /** When the first good probe came. Guarded by this. */
  private long halfOpenNanos;

  private volatile BreakerState state = BreakerState.CLOSED;
  private volatile int share = 100;
  private volatile long sinceMicros;
  private volatile String why = "";
  private volatile boolean answersProbes;

  /** When the latest good probe was sent. Guarded by this. */
  private long goodNanos;

  RegionBreaker(Region region, FailoverSettings settings, Clocks clocks, Timeline timeline) {
    this.region = region;
    this.settings = settings;
    this.timeline = timeline;
    this.clock = new TickerClock(clocks.ticker(), TENTHS);
    this.silence = new Silence(settings.silence(), clocks.ticker().nanos());
    this.comeback = new Comeback(settings.holdDown());
    this.window = CircuitBreaker.of(region.name(), config());
  }

  private CircuitBreakerConfig config() {
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            TENTHS,
            LEAST_CALLS,
            SlidingWindowType.TIME_BASED,
            SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
        .failureRateThreshold(HALF)
        .slowCallRateThreshold(HALF)
        .slowCallDurationThreshold(settings.slowCall())
        .permittedNumberOfCallsInHalfOpenState(GOOD_PROBES)
        .waitDurationInOpenState(Duration.ofDays(1))
        .automaticTransitionFromOpenToHalfOpenEnabled(false)
        .clock(clock)
        .currentTimestampFunction(ignored -> clock.nanos(), TimeUnit.NANOSECONDS)
        .writableStackTraceEnabled(false)
        .build();
  }

  BreakerState state() {
    return state;
  }

  /** Whether the region is left: it gets nothing but probes. */
  boolean isOpen() {
    return isOpen(state);
  }

  private static boolean isOpen(BreakerState state) {
    return state == BreakerState.OPEN || state == BreakerState.HALF_OPEN;
  }

  /** Whether the latest probe of which the end is known was answered in time. */
  boolean answersProbes() {
    return answersProbes;
  }

  /** The percentage of channels that may go to the region. */
  int share() {
    return share;
  }

  /** When the state was entered, in microseconds since 1970; 0 for the first one. */
  long sinceMicros() {
    return sinceMicros;
  }

  String why() {
    return why;
  }

  /** Something was asked of the database. */
  void began() {
    silence.began();
  }

  /** It has ended, somehow. */
  void ended() {
    silence.ended();
  }

  synchronized void succeeded(long tookNanos, long nowNanos) {
    silence.succeeded();
    if (!isOpen(state)) {
      window.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
      lookAtWindow("half of the calls were slow", nowNanos);
    }
  }

  synchronized void failed(long tookNanos, String reason, long nowNanos) {
    silence.failed();
    if (!isOpen(state)) {
      window.onError(tookNanos, TimeUnit.NANOSECONDS, new Failure(reason));
      lookAtWindow("half of the calls failed or were slow, the last one: " + reason, nowNanos);
    }
  }

  /** A probe was answered in time. */
  synchronized void probed(long tookNanos, long nowNanos) {
    if (!answersProbes || nowNanos - tookNanos - goodNanos > 0) {
      goodNanos = nowNanos - tookNanos;
    }
    answersProbes = true;
    switch (state) {
      case CLOSED, RETURNING -> succeeded(tookNanos, nowNanos);
      case OPEN -> {
        silence.succeeded();
        if (comeback.mayReturn(nowNanos)) {
          window.transitionToHalfOpenState();
          halfOpenNanos = nowNanos;
          move(BreakerState.HALF_OPEN, "the database answers probes");
          countProbe(tookNanos, nowNanos);
        }
      }
      case HALF_OPEN -> {
        silence.succeeded();
        countProbe(tookNanos, nowNanos);
      }
    }
  }

  /** A probe failed, or was not answered in time; one sent before a good one is no news. */
  synchronized void probeFailed(long tookNanos, String reason, long nowNanos) {
    answersProbes &= nowNanos - tookNanos - goodNanos < 0;
    if (state == BreakerState.HALF_OPEN && nowNanos - tookNanos - halfOpenNanos >= 0) {
      window.transitionToOpenState();
      move(BreakerState.OPEN, "a probe failed: " + reason);
    }
    failed(tookNanos, "probe: " + reason, nowNanos);
  }

  /** Looks for silence, and takes the next step of a return. Every few milliseconds. */
  synchronized void look(long nowNanos) {
    boolean silent = silence.elapsed(nowNanos);
    if (isOpen(state)) {
      return;
    }
    if (silent) {
      open(
          "nothing answered for %d ms; %d calls wait or failed"
              .formatted(settings.silence().toMillis(), silence.witnesses()),
          nowNanos);
    } else if (state == BreakerState.RETURNING) {
      step(comeback.share(nowNanos));
    }
  }

  private void step(int next) {
    if (next != share) {
      share = next;
      move(
          next == 100 ? BreakerState.CLOSED : BreakerState.RETURNING,
          next + " % of the channels are back");
    }
  }

  private void countProbe(long tookNanos, long nowNanos) {
    if (window.tryAcquirePermission()) {
      window.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
    }
    if (window.getState() == CircuitBreaker.State.CLOSED) {
      comeback.begin(nowNanos);
      share = comeback.share(nowNanos);
      move(
          BreakerState.RETURNING,
          "%d probes in a row were good, %d %% of the channels are back"
              .formatted(GOOD_PROBES, share));
    }
  }

  private void lookAtWindow(String reason, long nowNanos) {
    if (window.getState() == CircuitBreaker.State.OPEN) {
      open(reason, nowNanos);
    }
  }

  private void open(String reason, long nowNanos) {
    if (window.getState() != CircuitBreaker.State.OPEN) {
      window.transitionToOpenState();
    }
    comeback.leave(nowNanos);
    share = 0;
    move(
        BreakerState.OPEN,
        "%s; not before %d ms are over".formatted(reason, comeback.holdDown().toMillis()));
  }

  private void move(BreakerState to, String reason) {
    Transition moved = timeline.moved(region, state, to, reason);
    why = reason;
    sinceMicros = moved.atMicros();
    state = to;
  }
}
