package dev.weir.messages;

import java.util.Optional;

/**
 * How a request is to be served: by when, for a read how fresh, and whether by whoever gets it.
 * Travels with the request through every room and, but for the caller, over the wire.
 *
 * @param forwarded the sender knows what it does: served where it arrives, whoever owns the
 *     channel. So a request makes one hop at most, even between nodes whose tables differ
 * @param regional the sender is of another region and has asked this one instead of its own: served
 *     in the region where it arrives, which asks no other one. So a request goes from region to
 *     region once, even if each takes the other for the better one
 * @param durability of a write; the deployment's own if none is named
 * @param tokens what the answer of a read must not be older than; {@link ReadLevel#EVENTUAL} reads
 *     pass over them
 * @param explained whether the answer is to say how it came about
 * @param caller work for a caller that is gone may be given up
 */
public record Call(
    Deadline deadline,
    ReadLevel level,
    boolean forwarded,
    boolean regional,
    Optional<Durability> durability,
    Tokens tokens,
    boolean explained,
    Caller caller) {

  /** A call that is served by its channel's owner. */
  public Call(Deadline deadline, ReadLevel level) {
    this(deadline, level, false, false, Optional.empty(), Tokens.NONE, false, Caller.STAYS);
  }

  /** A call of the default level. */
  public static Call by(Deadline deadline) {
    return new Call(deadline, ReadLevel.SESSION);
  }

  /** The same, served where it arrives. */
  public Call forward() {
    return new Call(deadline, level, true, regional, durability, tokens, explained, caller);
  }

  /** The same, served in the region where it arrives. */
  public Call stay() {
    return new Call(deadline, level, forwarded, true, durability, tokens, explained, caller);
  }

  /** The same with a durability of its own. */
  public Call kept(Durability other) {
    return new Call(
        deadline, level, forwarded, regional, Optional.of(other), tokens, explained, caller);
  }

  /** The same by another deadline. */
  public Call within(Deadline other) {
    return new Call(other, level, forwarded, regional, durability, tokens, explained, caller);
  }

  /** The same at another level. */
  public Call at(ReadLevel other) {
    return new Call(deadline, other, forwarded, regional, durability, tokens, explained, caller);
  }

  /** The same after these tokens. */
  public Call after(Tokens others) {
    return new Call(deadline, level, forwarded, regional, durability, others, explained, caller);
  }

  /** The same, with an answer that says how it came about. */
  public Call explain() {
    return new Call(deadline, level, forwarded, regional, durability, tokens, true, caller);
  }

  /** The same for somebody who may be gone. */
  public Call with(Caller other) {
    return new Call(deadline, level, forwarded, regional, durability, tokens, explained, other);
  }
}
