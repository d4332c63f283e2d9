package dev.weir.node.coalesce;

import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is known to have happened before a read begins: a small version vector of one channel. Too
 * little knowledge costs a query, never a promise, so where there is no room the oldest is
 * forgotten; never what a reader brought. Pure functions.
 */
final class Fence {

  private Fence() {}

  /** What was witnessed, and this. */
  static Tokens remember(Tokens witnessed, Token token) {
    Tokens next = witnessed.and(token);
    if (!next.more()) {
      return next;
    }
    List<Token> kept = new ArrayList<>(witnessed.listed());
    kept.remove(kept.stream().min(Comparator.comparingLong(Token::sequence)).orElseThrow());
    return new Tokens(kept, false).and(token);
  }

  /** What a read that begins now comes after: what its reader brings, and what was witnessed. */
  static Tokens claims(Tokens witnessed, Tokens brought) {
    Tokens claims = new Tokens(brought.listed(), false);
    for (Token token : witnessed.listed()) {
      Tokens next = claims.and(token);
      if (!next.more()) {
        claims = next;
      }
    }
    return claims;
  }
}
