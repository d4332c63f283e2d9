package dev.weir.chaos.history;

/** What the one who asked was told. */
public enum Outcome {
  /** It was done, or answered. */
  OK,
  /** It was not done, and never will be. */
  FAILED,
  /** It may have been done, or be done yet. */
  UNKNOWN
}
