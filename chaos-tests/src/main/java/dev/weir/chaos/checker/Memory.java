package dev.weir.chaos.checker;

import dev.weir.chaos.history.Told;
import java.util.Arrays;

/**
 * What one session knows of one channel, and from which region's answers: what one region showed is
 * owed by that region whatever becomes of others.
 */
final class Memory {

  private static final Knowledge NOTHING = new Knowledge();

  /** By the region's number, what came from nobody knows where first. */
  private Knowledge[] byRegion = {NOTHING};

  private int version;
  private int operation;
  private long sinceNanos;

  /** As many regions as may know something, counting that of {@link Told#NOBODY}. */
  int regions() {
    return byRegion.length;
  }

  /** What is known from a region's answers. */
  Knowledge of(int region) {
    int place = region - Told.NOBODY;
    return place < byRegion.length ? byRegion[place] : NOTHING;
  }

  /** Takes in a version that a region's answer told of, unless a newer one is known from it. */
  void learn(int region, int message, int learned, int source, long nowNanos) {
    own(region - Told.NOBODY).learn(message, learned, source, nowNanos);
  }

  /** Takes in all that another session knows. */
  void learn(Memory other, long nowNanos) {
    for (int place = 0; place < other.byRegion.length; place++) {
      if (!other.byRegion[place].isEmpty()) {
        own(place).learn(other.byRegion[place], nowNanos);
      }
    }
  }

  private Knowledge own(int place) {
    if (place >= byRegion.length) {
      int before = byRegion.length;
      byRegion = Arrays.copyOf(byRegion, place + 1);
      Arrays.fill(byRegion, before, byRegion.length, NOTHING);
    }
    if (byRegion[place] == NOTHING) {
      byRegion[place] = new Knowledge();
    }
    return byRegion[place];
  }

  /** Looks up the newest version of a message that is known; false if none is. */
  boolean recall(int message) {
    boolean found = false;
    for (Knowledge each : byRegion) {
      int at = each.find(message);
      if (at != Knowledge.UNKNOWN && (!found || each.version(at) > version)) {
        found = true;
        version = each.version(at);
        operation = each.operation(at);
        sinceNanos = each.sinceNanos(at);
      }
    }
    return found;
  }

  /** The version that was recalled. */
  int version() {
    return version;
  }

  /** The operation that showed it, by its place. */
  int operation() {
    return operation;
  }

  /** When the session learned it. */
  long sinceNanos() {
    return sinceNanos;
  }
}
