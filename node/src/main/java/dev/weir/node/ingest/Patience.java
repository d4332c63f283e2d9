package dev.weir.node.ingest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a request is repeated before the import gives up, and how long it waits in between: the
 * pause doubles, with jitter so that requests that failed together do not come back together.
 *
 * @param tries requests in all, at least one
 * @param firstPause before the second try
 * @param maxPause no pause is longer, unless the node asks for it
 */
public record Patience(int tries, Duration firstPause, Duration maxPause) {

  /** Outlasts the restart of a node and most failovers. */
  public static final Patience DEFAULT =
      new Patience(12, Duration.ofMillis(50), Duration.ofSeconds(5));

  private static final int MAX_DOUBLINGS = 20;

  public Patience {
    if (tries < 1) {
      throw new IllegalArgumentException("%d tries: at least one is needed".formatted(tries));
    }
  }

  /**
   * The pause after the {@code failed}-th failure.
   *
   * @param hint what the node asks for
   */
  Duration pause(int failed, Duration hint, RandomGenerator chance) {
    Duration doubled = firstPause.multipliedBy(1L << Math.min(failed - 1, MAX_DOUBLINGS));
    Duration bounded = doubled.compareTo(maxPause) < 0 ? doubled : maxPause;
    long nanos = bounded.toNanos();
    Duration jittered = Duration.ofNanos(nanos / 2 + (nanos > 1 ? chance.nextLong(nanos / 2) : 0));
    return jittered.compareTo(hint) < 0 ? hint : jittered;
  }
}
