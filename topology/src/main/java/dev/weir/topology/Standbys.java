package dev.weir.topology;

import java.util.Arrays;

/**
 * The second half of a plan: who stands by. Of one owner's ranges nobody stands by for more than
 * its share, rounded up; standbys that fit are kept.
 */
final class Standbys {

  private static final int NOBODY = -1;

  private final Shares shares;
  private final int[] owners;
  private final int[] standbys;

  /** Of the owner at hand: for how many ranges each candidate stands by. */
  private final int[] counts;

  /** Of all that take ranges. */
  private long takingWeight;

  /** Of all that do not leave. */
  private long stayingWeight;

  /** Works on {@code standbys} in place. */
  Standbys(Shares shares, int[] owners, int[] standbys) {
    this.shares = shares;
    this.owners = owners;
    this.standbys = standbys;
    this.counts = new int[shares.size()];
  }

  void settle() {
    int[][] owned = rangesByOwner();
    for (int candidate = 0; candidate < shares.size(); candidate++) {
      takingWeight += shares.takes(candidate) ? shares.weight(candidate) : 0;
      stayingWeight += shares.leaves(candidate) ? 0 : shares.weight(candidate);
    }
    for (int owner = 0; owner < owned.length; owner++) {
      spread(owner, owned[owner]);
    }
  }

  private int[][] rangesByOwner() {
    int[] sizes = new int[shares.size()];
    for (int owner : owners) {
      sizes[owner]++;
    }
    int[][] owned = new int[sizes.length][];
    Arrays.setAll(owned, owner -> new int[sizes[owner]]);
    for (int range = owners.length - 1; range >= 0; range--) {
      owned[owners[range]][--sizes[owners[range]]] = range;
    }
    return owned;
  }

  private void spread(int owner, int[] ranges) {
    Arrays.fill(counts, 0);
    for (int range : ranges) {
      int standby = standbys[range];
      boolean fits =
          standby != NOBODY
              && standby != owner
              && !shares.leaves(standby)
              && counts[standby] < limit(owner, standby, ranges.length);
      if (fits) {
        counts[standby]++;
      } else {
        standbys[range] = NOBODY;
      }
    }
    int from = owner;
    for (int range : ranges) {
      if (standbys[range] == NOBODY) {
        from = pick(owner, ranges.length, from);
        if (from == NOBODY) {
          return;
        }
        standbys[range] = from;
        counts[from]++;
      }
    }
  }

  /** The next candidate with room, round the circle; those that keep only if nobody else has. */
  private int pick(int owner, int ranges, int from) {
    for (boolean keepers : new boolean[] {false, true}) {
      for (int step = 1; step <= shares.size(); step++) {
        int candidate = (from + step) % shares.size();
        if (candidate != owner
            && !shares.leaves(candidate)
            && (keepers || shares.takes(candidate))
            && counts[candidate] < limit(owner, candidate, ranges)) {
          return candidate;
        }
      }
    }
    return NOBODY;
  }

  /**
   * The candidate's share of one owner's ranges, rounded up: as if only those shared that take, if
   * there are any but the owner. So those that take have room for all.
   */
  private int limit(int owner, int candidate, int ranges) {
    long taking = takingWeight - (shares.takes(owner) ? shares.weight(owner) : 0);
    long staying = stayingWeight - (shares.leaves(owner) ? 0 : shares.weight(owner));
    long others = taking > 0 ? taking : staying;
    return (int) -Math.floorDiv(-(long) ranges * shares.weight(candidate), others);
  }
}
