package dev.weir.node.failover;

/** What the guards of a region say to an attempt. */
enum Admittance {
  ADMITTED,
  /** Its bulkhead is full. */
  FULL,
  /** Its breaker is open. */
  OPEN,
  /** The channel's own breaker is open. */
  CHANNEL_OPEN
}
