package dev.weir.chaos.history;

/** What the one who asked was told. */
public enum Outcome {
  /** It was done, or answered. */
  OK,
  /** It was not done, and never will be. */
  FAILED,
  /** It may have been done, or be done yet. */
  UNKNOWN,
  /** Nothing, up to when the history was closed: what counts as its end is when that was. */
  NONE
}
