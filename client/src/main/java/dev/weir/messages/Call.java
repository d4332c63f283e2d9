package dev.weir.messages;

/**
 * How a request is to be served: by when, for a read how fresh, and whether by whoever gets it.
 * Travels with the request through every room and over the wire.
 *
 * @param forwarded the sender knows what it does: served where it arrives, whoever owns the
 *     channel. So a request makes one hop at most, even between nodes whose tables differ
 */
public record Call(Deadline deadline, ReadLevel level, boolean forwarded) {

  /** A call that is served by its channel's owner. */
  public Call(Deadline deadline, ReadLevel level) {
    this(deadline, level, false);
  }

  /** A call of the default level. */
  public static Call by(Deadline deadline) {
    return new Call(deadline, ReadLevel.SESSION);
  }

  /** The same, served where it arrives. */
  public Call forward() {
    return new Call(deadline, level, true);
  }
}
