package dev.weir.node.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds work in the background that any read may find to be due: a few at a time, and the same one
 * not again for a while, whether it succeeded or not.
 */
final class Attempts<K> {

  private static final int MAX_IN_FLIGHT = 16;
  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Recent<K, Long> startedAtMillis = new Recent<>(MAX_REMEMBERED);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final InstantSource wall;

  Attempts(InstantSource wall) {
    this.wall = wall;
  }

  /** Whether the work may begin now; then {@link #end} must follow. */
  boolean begin(K key) {
    long now = wall.millis();
    Optional<Long> last = startedAtMillis.get(key);
    if (last.isPresent() && now - last.get() < PAUSE.toMillis()) {
      return false;
    }
    if (inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
      inFlight.decrementAndGet();
      return false;
    }
    startedAtMillis.put(key, now);
    return true;
  }

  void end() {
    inFlight.decrementAndGet();
  }
}
