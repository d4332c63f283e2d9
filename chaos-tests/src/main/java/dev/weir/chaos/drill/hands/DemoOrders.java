package dev.weir.chaos.drill.hands;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * What a drill is at the demo's prompt.
 *
 * @param nodes of the drill's region, by name
 * @param others the names of the other regions
 * @param owner the node that the drill means by its owner
 */
public record DemoOrders(DrillSpec spec, List<String> nodes, List<String> others, String owner) {

  public DemoOrders {
    nodes = List.copyOf(nodes);
    others = List.copyOf(others);
  }

  /** What is to be said at the demo's prompt. */
  List<String> all() {
    return switch (spec.mode()) {
      case KILL, DATABASE_ONLY -> each("kill ");
      case GRACEFUL -> each("restart ");
      case GRAY_SLOW -> each("slow ");
      case PAUSE -> each("freeze ");
      case PARTITION -> spec.scope().part() == Scope.Part.LINK ? cuts(" ") : cutsWithin();
      case ONE_WAY -> cuts(" to ");
      case PRACTICE, SURGE -> List.of();
    };
  }

  private List<String> each(String order) {
    String region = spec.scope().region();
    return switch (spec.scope().part()) {
      case REGION, LINK -> List.of(order + region);
      case DATABASE -> List.of(order + region + "-db");
      case NODES -> nodes.stream().map(node -> order + node).toList();
      case OWNER -> List.of(order + owner);
    };
  }

  private List<String> cuts(String between) {
    return others.stream().map(other -> "cut " + spec.scope().region() + between + other).toList();
  }

  private List<String> cutsWithin() {
    List<String> cuts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (int j = i + 1; j < nodes.size(); j++) {
        cuts.add("cut %s %s".formatted(nodes.get(i), nodes.get(j)));
      }
    }
    return cuts;
  }
}
