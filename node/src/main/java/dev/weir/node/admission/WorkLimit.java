package dev.weir.node.admission;

/** How much work may be under way at once. Any thread; does not block. */
sealed interface WorkLimit permits WorkLimit.Fixed, AdaptiveLimit {

  /** Requests at once, 1 or more. */
  int now();

  /**
   * Work was answered.
   *
   * @param nowNanos when
   * @param tookNanos since it began
   * @param inFlight under way when it began, with itself
   */
  void answered(long nowNanos, long tookNanos, int inFlight);

  /** Work came to no answer after so long. */
  void unanswered(long nowNanos, long tookNanos, int inFlight);

  /** A limit that learns nothing. */
  record Fixed(int now) implements WorkLimit {

    @Override
    public void answered(long nowNanos, long tookNanos, int inFlight) {}

    @Override
    public void unanswered(long nowNanos, long tookNanos, int inFlight) {}
  }
}
