package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Sighting;
import java.util.Arrays;
import java.util.List;

/** A page's messages by their places among the channel's. */
final class Shown {

  /** The version of what is not there. */
  static final int ABSENT = -1;

  private final int first;

  /** Place in the upper half, version in the lower one, ascending. */
  private final long[] sorted;

  private final int size;

  Shown(Action.Read page, Biographies messages) {
    first = messages.ceiling(page.coverage().first());
    List<Sighting> sightings = page.sightings();
    long[] found = new long[sightings.size()];
    int count = 0;
    for (int i = sightings.size() - 1; i >= 0; i--) {
      Sighting sighting = sightings.get(i);
      int place = messages.find(sighting.message());
      if (place >= 0) {
        found[count++] = key(place) | (sighting.version() & 0xffff_ffffL);
      }
    }
    Arrays.sort(found, 0, count);
    sorted = found;
    size = count;
  }

  /** The place where the coverage begins. */
  int first() {
    return first;
  }

  /** The place after the highest message that is shown; 0 if there is none. */
  int end() {
    return size == 0 ? 0 : (int) (sorted[size - 1] >>> Integer.SIZE) + 1;
  }

  /**
   * The version that is shown, {@link #ABSENT} if the message is not. Of one that is there twice
   * the older version counts: it is the one that may be wrong.
   */
  int version(int place) {
    int at = Arrays.binarySearch(sorted, 0, size, key(place));
    int from = at < 0 ? -at - 1 : at;
    return from < size && sorted[from] >>> Integer.SIZE == place ? (int) sorted[from] : ABSENT;
  }

  private static long key(int place) {
    return (long) place << Integer.SIZE;
  }
}
