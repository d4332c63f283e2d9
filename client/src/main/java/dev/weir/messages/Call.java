package dev.weir.messages;

/**
 * How a request is to be served: by when, for a read how fresh, and whether by whoever gets it.
 * Travels with the request through every room and, but for the caller, over the wire.
 *
 * @param forwarded the sender knows what it does: served where it arrives, whoever owns the
 *     channel. So a request makes one hop at most, even between nodes whose tables differ
 * @param tokens what the answer of a read must not be older than; {@link ReadLevel#EVENTUAL} reads
 *     pass over them
 * @param explained whether the answer is to say how it came about
 * @param caller work for a caller that is gone may be given up
 */
public record Call(
    Deadline deadline,
    ReadLevel level,
    boolean forwarded,
    Tokens tokens,
    boolean explained,
    Caller caller) {

  /** A call that is served by its channel's owner. */
  public Call(Deadline deadline, ReadLevel level) {
    this(deadline, level, false, Tokens.NONE, false, Caller.STAYS);
  }

  /** A call of the default level. */
  public static Call by(Deadline deadline) {
    return new Call(deadline, ReadLevel.SESSION);
  }

  /** The same, served where it arrives. */
  public Call forward() {
    return new Call(deadline, level, true, tokens, explained, caller);
  }

  /** The same by another deadline. */
  public Call within(Deadline other) {
    return new Call(other, level, forwarded, tokens, explained, caller);
  }

  /** The same at another level. */
  public Call at(ReadLevel other) {
    return new Call(deadline, other, forwarded, tokens, explained, caller);
  }

  /** The same after these tokens. */
  public Call after(Tokens others) {
    return new Call(deadline, level, forwarded, others, explained, caller);
  }

  /** The same, with an answer that says how it came about. */
  public Call explain() {
    return new Call(deadline, level, forwarded, tokens, true, caller);
  }

  /** The same for somebody who may be gone. */
  public Call with(Caller other) {
    return new Call(deadline, level, forwarded, tokens, explained, other);
  }
}
