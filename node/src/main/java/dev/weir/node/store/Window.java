package dev.weir.node.store;

/**
 * A part of a bucket to read, or all of it.
 *
 * @param low the lowest id
 * @param high the highest id
 */
record Window(Bucket bucket, long low, long high) {

  /** Less than a millisecond's ids cannot be told apart by time. */
  static final long SMALLEST_SPAN = 1L << 22;

  /** Whether no id is in the window. */
  boolean isEmpty() {
    return low > high;
  }

  /** How many ids the window spans. */
  long span() {
    return high - low + 1;
  }
}
