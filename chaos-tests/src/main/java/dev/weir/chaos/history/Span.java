package dev.weir.chaos.history;

/**
 * When an operation was under way, on the ticker of the process that asked.
 *
 * @param startedNanos before its request was sent
 * @param endedNanos after its answer had come, and whatever the session keeps of it was kept
 */
public record Span(long startedNanos, long endedNanos) {

  public Span {
    if (endedNanos < startedNanos) {
      throw new IllegalArgumentException(
          "ended at %d, before it started at %d".formatted(endedNanos, startedNanos));
    }
  }
}
