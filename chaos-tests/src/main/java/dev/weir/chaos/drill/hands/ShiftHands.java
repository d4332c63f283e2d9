package dev.weir.chaos.drill.hands;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.node.admin.OrderView;
import dev.weir.node.admin.OrderedView;
import dev.weir.node.admin.RegionsView;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Evacuates the region, by the order that operators give; it expires by itself, whoever gave it.
 */
public final class ShiftHands implements Hands {

  private final DrillSpec spec;
  private final List<NodeAddress> operators;
  private final boolean force;
  private boolean ordered;

  /**
   * Hands that have done nothing.
   *
   * @param operators ports of nodes that live meanwhile
   * @param force whatever the other regions can carry
   */
  public ShiftHands(DrillSpec spec, List<NodeAddress> operators, boolean force) {
    this.spec = spec;
    this.operators = List.copyOf(operators);
    this.force = force;
  }

  @Override
  public Evidence inject() {
    Duration expiry = spec.timing().expiry();
    String steps =
        spec.timing().steps().stream().map(String::valueOf).collect(Collectors.joining(","));
    ordered = true;
    OrderedView view =
        order(
            "evacuate?expires_s=%d&steps=%s&step_ms=%d&by=drill%s"
                .formatted(
                    Math.max(1, expiry.toSeconds()),
                    steps,
                    spec.timing().step().toMillis(),
                    force ? "&force" : ""));
    return new Evidence("evacuate", view.order().inForce(), view.explained());
  }

  private OrderedView order(String what) {
    return AdminPort.post(
        operators, "/regions/%s/%s".formatted(spec.scope().region(), what), OrderedView.class);
  }

  @Override
  public Evidence check() {
    RegionsView view = AdminPort.get(operators, "/regions", RegionsView.class);
    int away =
        view.regions().stream()
            .filter(each -> each.region().equals(spec.scope().region()))
            .flatMap(each -> each.order().stream())
            .filter(order -> order.inForce() && order.kind().equals(OrderView.EVACUATE))
            .mapToInt(OrderView::awayShare)
            .findFirst()
            .orElse(0);
    return new Evidence("check", away > 0, "%d %% are sent away".formatted(away));
  }

  @Override
  public Evidence heal() {
    OrderedView view = order("restore?by=drill");
    ordered = false;
    return new Evidence("restore", !view.order().inForce(), view.order().kind());
  }

  @Override
  public Evidence cold() {
    return new Evidence("cold", false, "an evacuation starts no nodes anew");
  }

  @Override
  public void close() {
    if (ordered) {
      heal();
    }
  }
}
