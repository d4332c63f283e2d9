package dev.weir.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a read must not begin before: the latest token of each incarnation, of a few incarnations at
 * most. Immutable.
 *
 * @param listed at most {@value #MAX}, one of each incarnation
 * @param more whether there are others that found no room: nothing that is under way covers those
 */
public record Tokens(List<Token> listed, boolean more) {

  /** The most tokens that are listed. */
  public static final int MAX = 16;

  /** Of those who have seen nothing. */
  public static final Tokens NONE = new Tokens(List.of(), false);

  public Tokens {
    listed = List.copyOf(listed);
    if (listed.size() > MAX) {
      throw WeirException.invalid("%d tokens, at most %d".formatted(listed.size(), MAX));
    }
    for (int i = 1; i < listed.size(); i++) {
      if (indexOf(listed.subList(0, i), listed.get(i).incarnation()) >= 0) {
        throw WeirException.invalid(
            "two tokens of incarnation %d".formatted(listed.get(i).incarnation()));
      }
    }
  }

  /** A single one. */
  public static Tokens of(Token token) {
    return new Tokens(List.of(token), false);
  }

  public boolean isEmpty() {
    return listed.isEmpty() && !more;
  }

  /** The sequence of an incarnation's token. */
  public OptionalLong sequenceOf(long incarnation) {
    int at = indexOf(listed, incarnation);
    return at < 0 ? OptionalLong.empty() : OptionalLong.of(listed.get(at).sequence());
  }

  /** Whether what began after all of these began after {@code others} as well. */
  public boolean covers(Tokens others) {
    if (others.more) {
      return false;
    }
    for (Token other : others.listed) {
      int at = indexOf(listed, other.incarnation());
      if (at < 0 || listed.get(at).sequence() < other.sequence()) {
        return false;
      }
    }
    return true;
  }

  /** These and one more. */
  public Tokens and(Token token) {
    int at = indexOf(listed, token.incarnation());
    if (at >= 0 && listed.get(at).sequence() >= token.sequence()) {
      return this;
    }
    if (at < 0 && listed.size() == MAX) {
      return more ? this : new Tokens(listed, true);
    }
    List<Token> next = new ArrayList<>(listed);
    if (at >= 0) {
      next.set(at, token);
    } else {
      next.add(token);
    }
    return new Tokens(next, more);
  }

  /** These and those. */
  public Tokens and(Tokens others) {
    if (others.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return others;
    }
    Tokens all = this;
    for (Token other : others.listed) {
      all = all.and(other);
    }
    return others.more && !all.more ? new Tokens(all.listed, true) : all;
  }

  /** Those of one region. */
  public Tokens within(int region) {
    return new Tokens(listed.stream().filter(token -> token.region() == region).toList(), more);
  }

  /** Those of other regions. */
  public List<Token> outside(int region) {
    return listed.stream().filter(token -> token.region() != region).toList();
  }

  private static int indexOf(List<Token> tokens, long incarnation) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).incarnation() == incarnation) {
        return i;
      }
    }
    return -1;
  }
}
