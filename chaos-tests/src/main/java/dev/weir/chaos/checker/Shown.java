package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Sighting;
import java.util.HashMap;
import java.util.Map;

/** A page's messages by their places among the channel's. */
final class Shown {

  /** The version of what is not there. */
  static final int ABSENT = -1;

  private final int first;
  private final int end;
  private final Map<Integer, Integer> versions = new HashMap<>();

  Shown(Action.Read page, Biographies messages) {
    first = messages.ceiling(page.coverage().first());
    int highest = -1;
    for (Sighting sighting : page.sightings()) {
      int place = messages.find(sighting.message());
      if (place >= 0) {
        // Of one that is there twice, the older version counts: it is the one that may be wrong.
        versions.merge(place, sighting.version(), Math::min);
        highest = Math.max(highest, place);
      }
    }
    end = highest + 1;
  }

  /** The place where the coverage begins. */
  int first() {
    return first;
  }

  /** The place after the highest message that is shown; 0 if there is none. */
  int end() {
    return end;
  }

  /** The version that is shown, {@link #ABSENT} if the message is not. */
  int version(int place) {
    return versions.getOrDefault(place, ABSENT);
  }
}
