package dev.weir.node.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the most frequent of many keys in bounded memory ("Efficient Computation of Frequent and
 * Top-k Elements in Data Streams", Metwally, Agrawal and El Abbadi, 2005): a key that is not
 * counted yet takes the place of the rarest one, and its count as its error. Not for several
 * threads.
 *
 * <p>Whoever came more often than once in {@code places} times is here for certain.
 */
final class SpaceSaving {

  /**
   * A key that was counted: it came at most {@code count} times, and {@code count - error} surely.
   */
  record Counted(long key, long count, long error) {

    /** How often it came for certain. */
    long atLeast() {
      return count - error;
    }
  }

  private static final class Place {
    private long key;
    private long count;
    private long error;
  }

  private final int places;
  private final Map<Long, Place> byKey = new HashMap<>();
  private final List<Place> all = new ArrayList<>();

  SpaceSaving(int places) {
    this.places = places;
  }

  void add(long key) {
    Place place = byKey.get(key);
    if (place == null) {
      place = all.size() < places ? another() : rarest();
      byKey.remove(place.key, place);
      place.key = key;
      place.error = place.count;
      byKey.put(key, place);
    }
    place.count++;
  }

  private Place another() {
    Place place = new Place();
    all.add(place);
    return place;
  }

  /** A scan of a few dozen places, and only for keys that are not counted: cheaper than a heap. */
  private Place rarest() {
    Place rarest = all.getFirst();
    for (Place place : all) {
      if (place.count < rarest.count) {
        rarest = place;
      }
    }
    return rarest;
  }

  /** All that are counted, the most frequent first. */
  List<Counted> counted() {
    return all.stream()
        .map(place -> new Counted(place.key, place.count, place.error))
        .sorted(Comparator.comparingLong(Counted::atLeast).reversed())
        .toList();
  }
}
