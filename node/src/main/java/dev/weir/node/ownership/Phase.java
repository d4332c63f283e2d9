package dev.weir.node.ownership;

/** What a node says that it is about to do. */
public enum Phase {
  /** It serves, and takes its share of the ranges. */
  SERVING,
  /** It gives its ranges away, and may be stopped when it has none. */
  DRAINING,
  /** It goes for a moment: its ranges are kept for it, and their standbys serve. */
  RESTARTING
}
