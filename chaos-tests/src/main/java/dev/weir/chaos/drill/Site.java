package dev.weir.chaos.drill;

import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.drill.hands.AdminPort;
import dev.weir.chaos.drill.spec.Target;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.NodeView;
import dev.weir.node.admin.RangesView;
import dev.weir.topology.ChannelId;
import dev.weir.topology.ChannelRange;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A region of the cluster that a drill is done to, with the names of its nodes.
 *
 * @param nodes only those addresses of theirs are right at which operators and clients reach them
 */
record Site(Target target, List<NodePlan> nodes) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  Site {
    nodes = List.copyOf(nodes);
  }

  /**
   * Asks every node for its name; blocks, for half a minute at most.
   *
   * @throws WeirException {@code UNAVAILABLE} if one does not answer
   */
  static List<Site> of(List<Target> targets, Ticker ticker) {
    return targets.stream().map(target -> of(target, ticker)).toList();
  }

  private static Site of(Target target, Ticker ticker) {
    List<NodePlan> nodes = new ArrayList<>();
    for (NodeAddress admin : target.admin()) {
      Holder name = new Holder();
      if (!Patience.holdsWithin(LIMIT, () -> name.ask(admin), ticker)) {
        throw new WeirException(
            ErrorCode.UNAVAILABLE, "node %s of %s: %s".formatted(admin, target.region(), name.why));
      }
      NodeAddress any = target.clients().getFirst();
      nodes.add(new NodePlan(new NodeId(name.name), any, admin, any, any, Optional.empty()));
    }
    return new Site(target, nodes);
  }

  private static final class Holder {
    private String name = "";
    private String why = "nobody answers";

    boolean ask(NodeAddress admin) {
      try {
        name = AdminPort.get(List.of(admin), "/status", NodeView.class).node();
        return true;
      } catch (WeirException e) {
        why = String.valueOf(e.getMessage());
        return false;
      }
    }
  }

  String name() {
    return target.region().name();
  }

  List<String> nodeNames() {
    return nodes.stream().map(node -> node.id().toString()).toList();
  }

  /** The node that owns most of some channels; the first one where nobody says who owns what. */
  String ownerOfMost(long firstChannel, int channels) {
    try {
      RangesView ranges = AdminPort.get(target.admin(), "/ranges", RangesView.class);
      Map<String, Integer> counts = new HashMap<>();
      for (int i = 0; i < channels; i++) {
        ChannelId channel = new ChannelId(firstChannel + i);
        int range = ChannelRange.indexOf(channel, ranges.owners().size());
        counts.merge(ranges.owner(range), 1, Integer::sum);
      }
      return counts.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElseGet(() -> nodeNames().getFirst());
    } catch (WeirException e) {
      return nodeNames().getFirst();
    }
  }
}
