package dev.weir.chaos.sim.stage;

import dev.weir.chaos.sim.database.DatabaseShape;
import dev.weir.chaos.sim.members.GroupTimes;
import dev.weir.chaos.sim.world.Network.Distances;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that there is in a run.
 *
 * @param seed of whatever chance it needs
 * @param nodes of each region
 * @param settings of every node, by their keys; the rest is as by default
 */
public record StagePlan(
    long seed,
    List<Integer> nodes,
    DatabaseShape database,
    Distances distances,
    GroupTimes times,
    Map<String, String> settings,
    ClientPlan clients) {

  public StagePlan {
    nodes = List.copyOf(nodes);
    settings = new TreeMap<>(settings);
  }

  /** How many regions there are. */
  public int regions() {
    return nodes.size();
  }
}
