package dev.weir.chaos.failover;

/**
 * Something that a drill asks for, and what came of it.
 *
 * @param what in a few words
 * @param measured for people
 * @param bound what it must be
 * @param met whether it is
 * @param kind whether it depends on how fast the machine is
 */
public record Bar(String what, String measured, String bound, boolean met, Kind kind) {

  /** Whether a slow machine may miss it. */
  public enum Kind {
    /** Holds on any machine. */
    BEHAVIOUR,
    /** Is about time. */
    SPEED
  }

  static Bar none(String what, long count) {
    return atMost(what, count, 0);
  }

  static Bar atMost(String what, long count, long most) {
    return new Bar(what, Long.toString(count), "<= " + most, count <= most, Kind.BEHAVIOUR);
  }

  static Bar holds(String what, boolean met, String measured) {
    return new Bar(what, measured, "yes", met, Kind.BEHAVIOUR);
  }

  static Bar withinMillis(String what, double millis, double most) {
    return new Bar(
        what,
        "%.0f ms".formatted(millis),
        "<= %.0f ms".formatted(most),
        millis <= most,
        Kind.SPEED);
  }

  static Bar ratio(String what, double ratio, double most, String measured) {
    return new Bar(
        what,
        "%.2f (%s)".formatted(ratio, measured),
        "<= %.2f".formatted(most),
        ratio <= most,
        Kind.SPEED);
  }
}
