package dev.weir.node.failover;

import dev.weir.messages.Ticker;
import dev.weir.topology.ChannelId;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Breakers of single channels that fail while their region is fine: one dead set of replicas, one
 * poisonous partition. A channel gets one when it fails, and loses it when it is well again or, if
 * there are too many, when it was not asked for longest; never while it is open.
 *
 * <p>Any thread; healthy channels cost one look into a map. New breakers are made under a lock.
 */
final class ChannelBreakers {

  /** An open one lets one request through as often as this. */
  static final Duration RETRY = Duration.ofSeconds(1);

  private static final int WINDOW = 10;
  private static final int LEAST_CALLS = 5;
  private static final float HALF = 50;

  private final int most;
  private final Ticker ticker;
  private final CircuitBreakerConfig config;
  private final Map<ChannelId, Watched> watched = new ConcurrentHashMap<>();
  private final LongAdder notWatched = new LongAdder();

  ChannelBreakers(int most, Ticker ticker) {
    this.most = most;
    this.ticker = ticker;
    TickerClock clock = new TickerClock(ticker, 1);
    this.config =
        CircuitBreakerConfig.custom()
            .slidingWindow(
                WINDOW,
                LEAST_CALLS,
                SlidingWindowType.COUNT_BASED,
                SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
            .failureRateThreshold(HALF)
            .permittedNumberOfCallsInHalfOpenState(1)
            .waitDurationInOpenState(RETRY)
            .automaticTransitionFromOpenToHalfOpenEnabled(false)
            .clock(clock)
            .currentTimestampFunction(ignored -> clock.nanos(), TimeUnit.NANOSECONDS)
            .writableStackTraceEnabled(false)
            .build();
  }

  /** A channel's breaker, and when it was last asked. */
  private static final class Watched {

    final CircuitBreaker breaker;
    volatile long askedNanos;

    Watched(CircuitBreaker breaker, long askedNanos) {
      this.breaker = breaker;
      this.askedNanos = askedNanos;
    }

    boolean isOpen() {
      return breaker.getState() != CircuitBreaker.State.CLOSED;
    }
  }

  /** Whether a channel's request may go on; whoever may, settles. */
  boolean admits(Optional<ChannelId> channel) {
    Watched found = find(channel);
    if (found == null) {
      return true;
    }
    found.askedNanos = ticker.nanos();
    return found.breaker.tryAcquirePermission();
  }

  boolean isOpen(Optional<ChannelId> channel) {
    Watched found = find(channel);
    return found != null && found.isOpen();
  }

  /** Tells how a request went that was admitted. */
  void settle(Optional<ChannelId> channel, Verdict verdict, long tookNanos) {
    Watched found = find(channel);
    switch (verdict) {
      case GOOD -> {
        if (found != null) {
          succeeded(channel.orElseThrow(), found, tookNanos);
        }
      }
      case FAILED -> {
        Watched failing = found == null && channel.isPresent() ? watch(channel.get()) : found;
        if (failing != null) {
          failing.breaker.onError(
              tookNanos, TimeUnit.NANOSECONDS, new Failure("the channel failed"));
        }
      }
      case NEUTRAL -> {
        if (found != null) {
          found.breaker.releasePermission();
        }
      }
    }
  }

  private void succeeded(ChannelId channel, Watched found, long tookNanos) {
    boolean wasOpen = found.isOpen();
    found.breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
    if (wasOpen && !found.isOpen()) {
      watched.remove(channel, found);
    }
  }

  private @Nullable Watched find(Optional<ChannelId> channel) {
    return watched.isEmpty() || channel.isEmpty() ? null : watched.get(channel.get());
  }

  private synchronized @Nullable Watched watch(ChannelId channel) {
    Watched other = watched.get(channel);
    if (other != null) {
      return other;
    }
    if (watched.size() >= most && !forgetOldest()) {
      notWatched.increment();
      return null;
    }
    Watched made = new Watched(CircuitBreaker.of(channel.toString(), config), ticker.nanos());
    watched.put(channel, made);
    return made;
  }

  private boolean forgetOldest() {
    long now = ticker.nanos();
    Optional<ChannelId> oldest =
        watched.entrySet().stream()
            .filter(entry -> !entry.getValue().isOpen())
            .max(Comparator.comparingLong(entry -> now - entry.getValue().askedNanos))
            .map(Map.Entry::getKey);
    oldest.ifPresent(watched::remove);
    return oldest.isPresent();
  }

  /** The whole region failed: that says nothing about channels. */
  void forgetAll() {
    watched.clear();
  }

  int open() {
    return (int) watched.values().stream().filter(Watched::isOpen).count();
  }

  int size() {
    return watched.size();
  }

  /** Failures of channels that got no breaker, as all there may be were open. */
  long notWatched() {
    return notWatched.sum();
  }
}
