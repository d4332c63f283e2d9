package dev.weir.chaos.checker;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a check is to know of a run.
 *
 * @param oldestFlight no read is answered by a query that began so long before it; empty if several
 *     regions were asked, one of which may lack what another one has for as long as it is cut off
 * @param lostForGood the numbers of the regions whose databases were lost during the run and did
 *     not come back with what they had: what they alone had acknowledged may be missing
 * @param skew how far the clocks of a region's nodes may have been apart, and so the times that a
 *     region tells
 * @param leastSamples so many operations must have ended before a share, a rate or a percentile of
 *     them is judged
 */
public record CheckerSettings(
    Optional<Duration> oldestFlight, Set<Integer> lostForGood, Duration skew, int leastSamples) {

  /** Enough for a share of 0.1 %, and for ten beyond the 99th percentile. */
  public static final int DEFAULT_LEAST_SAMPLES = 1_000;

  /**
   * Of nodes on one machine: their hybrid clocks run ahead of it by a few milliseconds, each by
   * others.
   */
  public static final Duration ONE_MACHINE = Duration.ofMillis(10);

  public CheckerSettings {
    lostForGood = Set.copyOf(lostForGood);
    if (leastSamples < 1) {
      throw new IllegalArgumentException("%d samples, 1 at least".formatted(leastSamples));
    }
  }

  /** Of a run of several regions on one machine, none of which is lost. */
  public static CheckerSettings ofSeveralRegions() {
    return new CheckerSettings(Optional.empty(), Set.of(), ONE_MACHINE, DEFAULT_LEAST_SAMPLES);
  }

  /** Of a run of one region on one machine. */
  public static CheckerSettings ofOneRegion(Duration oldestFlight) {
    return new CheckerSettings(
        Optional.of(oldestFlight), Set.of(), ONE_MACHINE, DEFAULT_LEAST_SAMPLES);
  }

  /** The same, where regions were lost for good. */
  public CheckerSettings lost(Set<Integer> regions) {
    return new CheckerSettings(oldestFlight, regions, skew, leastSamples);
  }

  /** The same, where the clocks of a region's nodes were apart by so much at most. */
  public CheckerSettings skewed(Duration most) {
    return new CheckerSettings(oldestFlight, lostForGood, most, leastSamples);
  }

  /** The same with another number of samples. */
  public CheckerSettings withLeastSamples(int samples) {
    return new CheckerSettings(oldestFlight, lostForGood, skew, samples);
  }
}
