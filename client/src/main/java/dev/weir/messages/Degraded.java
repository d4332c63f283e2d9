package dev.weir.messages;

import java.time.Instant;
import java.util.Optional;

/**
 * What an answer may lack of what was asked for, and up to when.
 *
 * @param region the number of the region whose writes may be missing, or {@value #SEVERAL_REGIONS}
 * @param beforeMicros writes acknowledged there before this time may be missing, in microseconds
 *     since 1970 by that region's clock; later ones were not asked for
 */
public record Degraded(Reason reason, int region, long beforeMicros) {

  /** In place of a region's number: more than one. */
  public static final int SEVERAL_REGIONS = 255;

  /** Why an answer is less than was asked for. */
  public enum Reason {
    /** The reader has seen a region that could not be asked in time. */
    OTHER_REGION(1);

    private final int number;

    Reason(int number) {
      this.number = number;
    }

    /** The reason on the wire. */
    public int number() {
      return number;
    }

    /** The reason with this number, if this version knows it. */
    public static Optional<Reason> of(int number) {
      return number == OTHER_REGION.number ? Optional.of(OTHER_REGION) : Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "may miss writes of %s acknowledged before %s"
        .formatted(
            region == SEVERAL_REGIONS ? "other regions" : "region " + region,
            Instant.ofEpochMilli(beforeMicros / 1_000));
  }
}
