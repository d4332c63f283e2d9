package dev.weir.node.failover;

import java.util.List;
import java.util.Optional;

/**
 * Who could be asked next for one journey, given who was asked already; guarded by the journey's
 * lock.
 *
 * @param attempts all askings so far, first to last; the journey adds to them
 */
record Candidates(Surroundings around, Nature nature, List<Attempt> attempts) {

  /** Whether there is an answer to wait for that may well come. */
  boolean isAwaiting() {
    for (Attempt attempt : attempts) {
      if (attempt.outstanding && attempt.awaited) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody could be asked instead, or already is. */
  boolean hasOther(Attempt attempt) {
    for (Attempt other : attempts) {
      if (!other.equals(attempt) && other.outstanding && other.awaited) {
        return true;
      }
    }
    return mayAskPeers() && hasUsablePeer() || !wasAsked(around.home()) && around.home().isUsable();
  }

  private boolean hasUsablePeer() {
    for (Peer peer : around.peers()) {
      if (!wasAsked(peer) && peer.isUsable()) {
        return true;
      }
    }
    return false;
  }

  /** What needs all regions is no better off elsewhere, unless this region's database is left. */
  boolean mayAskPeers() {
    return !nature.regional() && (!nature.everywhere() || around.home().isLeft());
  }

  private boolean wasAsked(Guarded target) {
    for (Attempt attempt : attempts) {
      if (attempt.target.equals(target)) {
        return true;
      }
    }
    return false;
  }

  /** The first one that was not asked yet and admits it. */
  Optional<Peer> enterPeer() {
    for (Peer peer : around.peers()) {
      if (!wasAsked(peer) && peer.isUsable() && peer.enter(nature) == Admittance.ADMITTED) {
        return Optional.of(peer);
      }
    }
    return Optional.empty();
  }

  /** Home, if it was not asked yet; a reader's read that failed there in passing is asked again. */
  Optional<Home> enterHome() {
    Home home = around.home();
    boolean again = nature.read() && attempts.size() == 1 && !attempts.getFirst().outstanding;
    return (again || !wasAsked(home))
            && home.isUsable()
            && home.enter(nature) == Admittance.ADMITTED
        ? Optional.of(home)
        : Optional.empty();
  }

  /** Home, though it is left, if it was not asked yet and there is hope. */
  Optional<Home> enterHomeAsLast() {
    Home home = around.home();
    return !wasAsked(home) && home.mayBeLast() && home.enterAsLast(nature) == Admittance.ADMITTED
        ? Optional.of(home)
        : Optional.empty();
  }

  /** Whether anybody could be asked after this one. */
  boolean isFollowed(Guarded target) {
    for (Peer peer : around.peers()) {
      if (!peer.equals(target) && !wasAsked(peer) && peer.isUsable()) {
        return true;
      }
    }
    return !wasAsked(around.home()) && around.home().isUsable();
  }
}
