package dev.weir.node.bridge;

import dev.weir.topology.Region;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of another region.
 *
 * @param number as in message ids, if it is known
 * @param digest the newest; empty before the first
 * @param age since it arrived; zero before the first
 * @param clock how far its clock is ahead, if that is known
 */
public record Neighbour(
    Region region,
    OptionalInt number,
    Optional<Digest> digest,
    Duration age,
    Optional<ClockOffset> clock) {

  /** How old the newest digest of a region may be until it tells of the past: two may be lost. */
  public static final Duration FRESH = Duration.ofSeconds(3);

  /** How far what is known can be trusted. */
  public enum State {
    /** It tells of the present. */
    FRESH,
    /** It tells of the past: the region, or the way to it, may be gone. */
    STALE,
    /** Nothing was heard of the region since this node started. */
    UNKNOWN
  }

  /** How far what is known can be trusted. */
  public State state() {
    if (digest.isEmpty()) {
      return State.UNKNOWN;
    }
    return age.compareTo(FRESH) <= 0 ? State.FRESH : State.STALE;
  }

  /** Whether what is known tells of the present. */
  public boolean isFresh() {
    return state() == State.FRESH;
  }
}
