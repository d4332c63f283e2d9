package dev.weir.chaos.drill;

import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.drill.hands.Hands;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Target;
import java.util.List;

/**
 * What a drill has to work with.
 *
 * @param sites every region, in the order of failover
 * @param firstChannel of the drill's own
 */
record Scene(DrillSpec spec, List<Site> sites, Hands hands, long firstChannel) {

  Scene {
    sites = List.copyOf(sites);
  }

  List<Target> targets() {
    return sites.stream().map(Site::target).toList();
  }

  /** The region that it is done to. */
  Site harmed() {
    return sites.stream()
        .filter(site -> site.name().equals(spec.scope().region()))
        .findFirst()
        .orElseThrow();
  }

  /** Those that stand in. */
  List<Site> others() {
    return sites.stream().filter(site -> !site.name().equals(spec.scope().region())).toList();
  }

  List<NodePlan> nodes() {
    return sites.stream().flatMap(site -> site.nodes().stream()).toList();
  }
}
