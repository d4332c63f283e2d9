package dev.weir.chaos.sim;

import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.node.NodeCore;
import dev.weir.node.failover.BreakerState;
import java.time.Duration;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at the breakers of nodes: a database of which nobody is left is left, though nobody asks
 * for anything, and one that is well is taken back (I12).
 */
final class Breakers {

  private static final long LEFT_NANOS = Duration.ofSeconds(5).toNanos();

  private final Stage stage;
  private final List<Breach> breaches;

  /** Since when a node runs, undisturbed, without its database. */
  private final Map<SimNode, Long> aloneSince = new IdentityHashMap<>();

  private final Set<String> told = new HashSet<>();

  Breakers(Stage stage, List<Breach> breaches) {
    this.stage = stage;
    this.breaches = breaches;
  }

  /** Has a look; several times a second. */
  void look() {
    long now = stage.agenda().nanos();
    for (SimNode node : stage.nodes()) {
      if (isAlone(node)) {
        long since = aloneSince.computeIfAbsent(node, _ -> now);
        if (now - since >= LEFT_NANOS && !isLeft(state(node)) && told.add(node.host().name())) {
          breaches.add(
              new Breach("I12", node.host().name() + " does not leave a database that is gone"));
        }
      } else {
        aloneSince.remove(node);
      }
    }
  }

  private boolean isAlone(SimNode node) {
    return node.core().isPresent()
        && node.host().isUndisturbed()
        && stage.database().replicas(node.region()).stream().noneMatch(each -> each.host().isUp());
  }

  /** Whether every node that runs gives its own database everything. */
  boolean areClosed() {
    return stage.nodes().stream()
        .allMatch(node -> node.core().isEmpty() || state(node) == BreakerState.CLOSED);
  }

  private static boolean isLeft(BreakerState state) {
    return state == BreakerState.OPEN || state == BreakerState.HALF_OPEN;
  }

  private static BreakerState state(SimNode node) {
    return node.core().map(NodeCore::failover).orElseThrow().regions().getFirst().state();
  }
}
