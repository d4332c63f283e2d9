package dev.weir.node.route;

/** Which way a request took at this node. */
public enum Way {
  /** It came to its channel's owner. */
  OWNED,
  /** It was sent to the standby on purpose, and served there. */
  STANDBY,
  /**
   * It was sent on purpose to a node that does not own the channel by its own table, and served
   * there: tables differ for the moment, and the price may be another query.
   */
  FOREIGN,
  /** It was sent on to the owner, which answered. */
  SENT_ON,
  /** The owner could not be reached, and it was sent to the standby, which answered. */
  SENT_INSTEAD,
  /**
   * Neither owner nor standby could be reached, and it was served here: the price may be another
   * query.
   */
  FALLEN_BACK,
  /** It has no owner: of no channel, or before the first table. */
  UNROUTED
}
