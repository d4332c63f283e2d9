package dev.weir.node.bridge;

import dev.weir.topology.ChannelId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one node knows of the other regions, at one moment. */
public final class Neighbours {

  /** How long the channels of a region that fell silent are awaited here. */
  static final Duration AWAITED = Duration.ofMinutes(5);

  /** A node without a bridge knows nothing. */
  public static final Neighbours NONE = new Neighbours(List.of());

  private final Map<Region, Neighbour> regions = new TreeMap<>();

  Neighbours(Collection<Neighbour> neighbours) {
    neighbours.forEach(neighbour -> regions.put(neighbour.region(), neighbour));
  }

  /** Every other region that the configuration names, by name. */
  public List<Neighbour> all() {
    return List.copyOf(regions.values());
  }

  /** A region, unless the configuration does not name it. */
  public Optional<Neighbour> of(Region region) {
    return Optional.ofNullable(regions.get(region));
  }

  /**
   * The channels that were hot in regions that have fallen silent, with their reads per second
   * there: their readers may come here next. Those of several regions add up; what was heard more
   * than five minutes ago counts no more.
   */
  public Map<ChannelId, Long> hot() {
    Map<ChannelId, Long> awaited = new HashMap<>();
    for (Neighbour neighbour : regions.values()) {
      if (neighbour.state() == Neighbour.State.STALE && neighbour.age().compareTo(AWAITED) < 0) {
        neighbour
            .digest()
            .ifPresent(digest ->
                digest
                    .hot()
                    .forEach(hot -> awaited.merge(hot.channel(), hot.readsPerSecond(), Long::sum)));
      }
    }
    return Map.copyOf(awaited);
  }
}
