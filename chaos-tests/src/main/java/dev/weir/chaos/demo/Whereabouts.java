package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.RegionPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/**
 * Who answers the clients of one region, in tenths: a change is told, what stays the same is not.
 */
final class Whereabouts {

  private static final int LEAST_ANSWERS = 10;
  private static final int TENTHS = 10;

  private final List<RegionPlan> regions;
  private Map<String, Integer> last = new HashMap<>();

  /** Of clients that are at home in a region, which answers them until it is seen otherwise. */
  Whereabouts(RegionPlan home, List<RegionPlan> regions) {
    this.regions = regions;
    last.put(home.region().name(), TENTHS);
  }

  /**
   * What has changed since the last call; empty if nothing, or too few were answered.
   *
   * @param answers since then, of the region with a number
   */
  Optional<String> look(IntToLongFunction answers) {
    long all = 0;
    for (RegionPlan region : regions) {
      all += answers.applyAsLong(region.number());
    }
    if (all < LEAST_ANSWERS) {
      return Optional.empty();
    }
    Map<String, Integer> now = new HashMap<>();
    List<String> told = new ArrayList<>();
    for (RegionPlan region : regions) {
      int tenths = (int) Math.round(TENTHS * answers.applyAsLong(region.number()) / (double) all);
      if (tenths > 0) {
        now.put(region.region().name(), tenths);
        told.add("%s %d %%".formatted(region.region(), tenths * 100 / TENTHS));
      }
    }
    if (now.equals(last)) {
      return Optional.empty();
    }
    last = now;
    return Optional.of("is answered by " + String.join(", ", told));
  }
}
