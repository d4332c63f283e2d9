package dev.weir.node.coalesce;

/** Why a read did not join a flight that asks for what it wants. */
public enum Refusal {
  /** A write came to its end after the flight began. */
  SEALED,
  /** The reader has seen what the flight may have missed. */
  NOT_COVERED,
  /** The flight is older than the cut-off. */
  TOO_OLD,
  /** The flight asks for less certainty. */
  WEAKER,
  /** The flight went to another node, and the read was sent here to be served here. */
  ELSEWHERE,
  /** The flight has as many waiters as it may. */
  FULL
}
