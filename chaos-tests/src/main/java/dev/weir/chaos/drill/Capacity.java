package dev.weir.chaos.drill;

import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.drill.hands.AdminPort;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Target;
import dev.weir.messages.Ticker;
import dev.weir.node.admin.RegionView;
import dev.weir.node.admin.RegionsView;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the other regions can carry what a region's callers ask, by live numbers: they need a
 * fifth more to spare than it has, as for an evacuation, and the drill's own callers beside.
 *
 * @param explained the numbers, in a line
 * @param refusal why not; empty if they can
 */
record Capacity(String explained, Optional<String> refusal) {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final double MARGIN = 1.2;
  private static final double MILLIS = 1_000;

  /** A session waits for an answer, too. */
  private static final double ANSWER_MILLIS = 5;

  /**
   * Looks, and looks again while the numbers refuse it: regions that have just started have not
   * heard of each other yet. Blocks, for a quarter of a minute at most.
   */
  static Capacity awaited(DrillSpec spec, List<Target> targets, Ticker ticker) {
    AtomicReference<Capacity> last = new AtomicReference<>(of(spec, targets));
    var _ =
        Patience.holdsWithin(
            PATIENCE,
            () -> {
              last.set(of(spec, targets));
              return last.get().refusal().isEmpty();
            },
            ticker);
    return last.get();
  }

  /** Looks; blocks shortly. */
  static Capacity of(DrillSpec spec, List<Target> targets) {
    List<NodeAddress> operators = new ArrayList<>();
    targets.forEach(target -> operators.addAll(target.admin()));
    return of(spec, AdminPort.get(operators, "/regions", RegionsView.class));
  }

  static Capacity of(DrillSpec spec, RegionsView view) {
    long load = 0;
    long spare = 0;
    List<String> told = new ArrayList<>();
    List<String> survivors = new ArrayList<>();
    for (RegionView region : view.regions()) {
      long has = region.load().map(RegionView.Load::requestsPerSecond).orElse(0L);
      if (region.region().equals(spec.scope().region())) {
        load = has;
      } else if (mayServe(region)) {
        long carries = region.load().map(RegionView.Load::carries).orElse(0L);
        spare += Math.max(0, carries - has);
        survivors.add(region.region());
        told.add("%s carries %d/s, has %d/s".formatted(region.region(), carries, has));
      } else {
        told.add("%s takes none: %s".formatted(region.region(), region.state()));
      }
    }
    long drill = (long) callers(spec, view.regions().size());
    long needed = (long) Math.ceil(MARGIN * (load + drill));
    String explained =
        "%s has %d requests/s, the drill's callers there add %d/s; the others need %d/s to spare and have %d/s (%s)"
            .formatted(spec.scope().region(), load, drill, needed, spare, String.join("; ", told));
    if (!spec.mode().takesAway()) {
      return new Capacity(explained, Optional.empty());
    }
    if (survivors.isEmpty()) {
      return new Capacity(explained, Optional.of("no other region could take its requests"));
    }
    return new Capacity(
        explained,
        spare >= needed
            ? Optional.empty()
            : Optional.of("the other regions have too little to spare"));
  }

  private static boolean mayServe(RegionView region) {
    boolean isHeard =
        region.state().equals(RegionView.HERE) || region.state().equals(RegionView.FRESH);
    boolean isAway = region.order().filter(order -> order.inForce()).isPresent();
    return isHeard
        && !isAway
        && region.ready() > 0
        && region.database().map(RegionView.Database::well).orElse(false);
  }

  /** Requests a second that the drill's callers of one region send, about. */
  static double callers(DrillSpec spec, int regions) {
    double each = MILLIS / (spec.load().think().toMillis() + ANSWER_MILLIS);
    return spec.load().sessions() * each / Math.max(1, regions) + spec.load().hotReads();
  }
}
