package dev.weir.client;

import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session has seen, of one channel or of all that it keeps no account of: the latest token
 * of each incarnation. Immutable, and bounded: the one too many is forgotten for {@code more}, and
 * is never the greatest sequence of its region. A sequence is a time, so whoever is in another
 * region can still be told up to when writes of this one may be missing.
 *
 * @param listed at most {@value Tokens#MAX}, one of each incarnation
 * @param more whether some were forgotten too early
 * @param moreNanos when the latest of those came, on the client's ticker
 */
record Sightings(List<Sighting> listed, boolean more, long moreNanos) {

  /** Nothing that is under way began longer ago: no node lets a read join what is as old. */
  static final Duration MEMORY = Duration.ofMinutes(2);

  /** Nothing. */
  static final Sightings NONE = new Sightings(List.of(), false, 0);

  Sightings {
    listed = List.copyOf(listed);
  }

  /** These, all seen at one time. */
  static Sightings of(Tokens tokens, long nowNanos) {
    return new Sightings(
        tokens.listed().stream().map(token -> new Sighting(token, nowNanos)).toList(),
        tokens.more(),
        nowNanos);
  }

  boolean isEmpty() {
    return listed.isEmpty() && !more;
  }

  /** What a read must not begin before. */
  Tokens tokens() {
    return isEmpty()
        ? Tokens.NONE
        : new Tokens(listed.stream().map(Sighting::token).toList(), more);
  }

  /** These and one more; of two of one incarnation the greater sequence, which is the later. */
  Sightings and(Sighting sighting) {
    List<Sighting> next = new ArrayList<>(listed);
    for (int i = 0; i < next.size(); i++) {
      Token known = next.get(i).token();
      if (known.incarnation() == sighting.token().incarnation()) {
        if (known.sequence() >= sighting.token().sequence()) {
          return this;
        }
        next.set(i, sighting);
        return new Sightings(next, more, moreNanos);
      }
    }
    next.add(sighting);
    if (next.size() <= Tokens.MAX) {
      return new Sightings(next, more, moreNanos);
    }
    Sighting forgotten = next.remove(leastNeeded(next));
    return new Sightings(next, true, latestMore(true, forgotten.atNanos()));
  }

  /** These and those. */
  Sightings and(Sightings others) {
    if (others.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return others;
    }
    Sightings all = this;
    for (Sighting other : others.listed) {
      all = all.and(other);
    }
    return new Sightings(
        all.listed, all.more || others.more, all.latestMore(others.more, others.moreNanos));
  }

  /** Without those of a region that a request knew when it was sent: its answer stands for them. */
  Sightings without(int region, Tokens known) {
    List<Sighting> left = new ArrayList<>(listed.size());
    for (Sighting each : listed) {
      Token token = each.token();
      if (token.region() != region || !known.covers(Tokens.of(token))) {
        left.add(each);
      }
    }
    return left.size() == listed.size() ? this : new Sightings(left, more, moreNanos);
  }

  /**
   * Without what is older than {@link #MEMORY}, but for the greatest sequence of each region: no
   * read under way is as old, but the databases of two regions may be as far apart, and who is
   * asked next may be in another one.
   */
  Sightings recent(long nowNanos) {
    boolean stillMore = more && isRecent(moreNanos, nowNanos);
    List<Sighting> left = new ArrayList<>(listed.size());
    for (int i = 0; i < listed.size(); i++) {
      Sighting each = listed.get(i);
      if (isRecent(each.atNanos(), nowNanos) || isGreatestOfItsRegion(listed, i)) {
        left.add(each);
      }
    }
    return left.size() == listed.size() && stillMore == more
        ? this
        : new Sightings(left, stillMore, moreNanos);
  }

  private static boolean isRecent(long atNanos, long nowNanos) {
    return nowNanos - atNanos <= MEMORY.toNanos();
  }

  private long latestMore(boolean otherMore, long otherNanos) {
    if (!otherMore) {
      return moreNanos;
    }
    return more && moreNanos - otherNanos > 0 ? moreNanos : otherNanos;
  }

  /**
   * The smallest sequence that is not its region's greatest: there are more tokens than regions.
   */
  private static int leastNeeded(List<Sighting> sightings) {
    int least = -1;
    for (int i = 0; i < sightings.size(); i++) {
      boolean isLess =
          least < 0
              || sightings.get(i).token().sequence() < sightings.get(least).token().sequence();
      if (isLess && !isGreatestOfItsRegion(sightings, i)) {
        least = i;
      }
    }
    return least;
  }

  /** Of equals the first counts as the greatest. */
  private static boolean isGreatestOfItsRegion(List<Sighting> sightings, int at) {
    Token token = sightings.get(at).token();
    for (int i = 0; i < sightings.size(); i++) {
      Token other = sightings.get(i).token();
      boolean isGreater =
          other.sequence() > token.sequence() || (other.sequence() == token.sequence() && i < at);
      if (other.region() == token.region() && isGreater) {
        return false;
      }
    }
    return true;
  }
}
