package dev.weir.topology;

/** The first half of a plan: who owns which range. */
final class Owners {

  private static final int NOBODY = -1;

  private final Shares shares;
  private final int[] owners;
  private final int[] standbys;
  private int next;

  /** Works on {@code owners} in place; {@code standbys} are those of before. */
  Owners(Shares shares, int[] owners, int[] standbys) {
    this.shares = shares;
    this.owners = owners;
    this.standbys = standbys;
  }

  void settle(int maxMoves) {
    int moves = maxMoves;
    for (int range = owners.length - 1; range >= 0; range--) {
      int owner = owners[range];
      if (owner == NOBODY) {
        continue;
      }
      if (shares.leaves(owner)) {
        release(range);
      } else if (moves > 0 && shares.surplus(owner) > 0) {
        release(range);
        moves--;
      }
    }
    promoteStandbys();
    for (int range = 0; range < owners.length; range++) {
      if (owners[range] == NOBODY) {
        give(range, nextInNeed());
      }
    }
  }

  private void release(int range) {
    shares.gave(owners[range]);
    owners[range] = NOBODY;
  }

  private void promoteStandbys() {
    for (int range = 0; range < owners.length; range++) {
      int standby = standbys[range];
      if (owners[range] == NOBODY
          && standby != NOBODY
          && shares.takes(standby)
          && shares.surplus(standby) < 0) {
        give(range, standby);
      }
    }
  }

  private void give(int range, int candidate) {
    owners[range] = candidate;
    shares.got(candidate);
  }

  /**
   * Whoever has less than its share. There is one: the shares of those that take add up to all that
   * nobody else keeps.
   */
  private int nextInNeed() {
    while (!shares.takes(next) || shares.surplus(next) >= 0) {
      next++;
    }
    return next;
  }
}
