package dev.weir.node.bridge;

import dev.weir.topology.Region;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/**
 * The last samples of how far a region's clock is ahead; the one with the least error is believed.
 * Not for several threads.
 */
final class ClockSamples {

  /** Of a sample a second: clocks drift apart by less than a millisecond in that time. */
  private static final int KEPT = 16;

  private final Region region;
  private final Deque<ClockOffset> samples = new ArrayDeque<>();

  ClockSamples(Region region) {
    this.region = region;
  }

  /**
   * Adds one, from an echo of a digest of ours.
   *
   * @param echo in a digest of the region
   * @param theirSentMicros when that digest was sent, by the region's clock
   * @param nowMicros when it arrived, by ours
   */
  void add(Echo echo, long theirSentMicros, long nowMicros) {
    long roundTripMicros = nowMicros - echo.sentMicros() - echo.heldMicros();
    if (roundTripMicros < 0) {
      // Our own clock was set back in between.
      return;
    }
    long there = theirSentMicros - echo.heldMicros() - echo.sentMicros();
    long back = theirSentMicros - nowMicros;
    samples.addLast(
        new ClockOffset(region, Math.floorDiv(there + back, 2), Math.ceilDiv(roundTripMicros, 2)));
    if (samples.size() > KEPT) {
      samples.removeFirst();
    }
  }

  /** The best estimate; empty before there was an echo. */
  Optional<ClockOffset> best() {
    return samples.stream().min(Comparator.comparingLong(ClockOffset::errorMicros));
  }
}
