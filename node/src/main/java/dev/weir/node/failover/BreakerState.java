package dev.weir.node.failover;

/** How a region is trusted. */
public enum BreakerState {
  /** It gets what is its own. */
  CLOSED,
  /** It gets nothing: it failed, was slow or was silent. */
  OPEN,
  /** It gets nothing yet, but has begun to answer probes. */
  HALF_OPEN,
  /** It answered its probes, and gets a growing share of its channels. */
  RETURNING
}
