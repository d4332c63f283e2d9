package dev.weir.messages;

import java.util.Optional;

/**
 * What comes with an answer, and is not part of it.
 *
 * @param token the point after which whatever is to be at least as new must begin
 * @param degraded in what the answer may fall short of what was asked
 * @param explanation how it came about, for a call that wanted to know
 */
public record Receipt(
    Optional<Token> token, Optional<Degraded> degraded, Optional<Explanation> explanation) {

  /** Nothing is known. */
  public static final Receipt NONE =
      new Receipt(Optional.empty(), Optional.empty(), Optional.empty());

  /** Of an answer that is all that was asked. */
  public static Receipt of(Token token) {
    return new Receipt(Optional.of(token), Optional.empty(), Optional.empty());
  }

  /** The same, explained. */
  public Receipt with(Explanation some) {
    return new Receipt(token, degraded, Optional.of(some));
  }
}
