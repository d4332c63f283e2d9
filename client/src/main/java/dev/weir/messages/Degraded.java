package dev.weir.messages;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an answer may lack of what was asked for, and up to when.
 *
 * @param region the number of the region whose writes may be missing, or which does not keep this
 *     one, or {@value #SEVERAL_REGIONS}
 * @param beforeMicros of a read: writes acknowledged there before this time may be missing, in
 *     microseconds since 1970 by that region's clock; later ones were not asked for. Of a write: 0
 */
public record Degraded(Reason reason, int region, long beforeMicros) {

  /** In place of a region's number: more than one. */
  public static final int SEVERAL_REGIONS = 255;

  /** Why an answer is less than was asked for. */
  public enum Reason {
    /** The reader has seen a region that could not be asked in time. */
    OTHER_REGION(1),
    /** A write for every region was kept without one that is declared lost. */
    LOST_REGION(2);

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
      return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
  }

  @Override
  public String toString() {
    String which = region == SEVERAL_REGIONS ? "several regions" : "region " + region;
    return switch (reason) {
      case OTHER_REGION ->
          "may miss writes of %s acknowledged before %s"
              .formatted(which, Instant.ofEpochMilli(beforeMicros / 1_000));
      case LOST_REGION -> "kept without %s, declared lost".formatted(which);
    };
  }
}
