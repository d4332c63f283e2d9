package dev.weir.chaos.drill.hands;

import dev.weir.chaos.demo.DemoLink;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Mode;
import dev.weir.chaos.drill.spec.Scope;
import java.util.ArrayList;
import java.util.List;

/** Orders a demo. It is the demo that heals when this process is gone. */
public final class DemoHands implements Hands {

  private static final String WELL = "all is well";

  private final DemoLink demo;
  private final DrillSpec spec;
  private final List<String> nodes;
  private final List<String> others;
  private final String owner;
  private boolean harmed;

  /**
   * Hands that have done nothing.
   *
   * @param nodes of the drill's region, by name
   * @param others the names of the other regions
   * @param owner the node that the drill means by its owner
   */
  public DemoHands(
      DemoLink demo, DrillSpec spec, List<String> nodes, List<String> others, String owner) {
    this.demo = demo;
    this.spec = spec;
    this.nodes = List.copyOf(nodes);
    this.others = List.copyOf(others);
    this.owner = owner;
  }

  @Override
  public Evidence inject() {
    List<String> orders = orders();
    demo.ask("expire " + Math.max(1, spec.timing().expiry().toSeconds()));
    harmed = true;
    String told = "";
    for (String order : orders) {
      told = demo.ask(order);
    }
    String what = String.join(", ", orders);
    boolean isOver = spec.mode() == Mode.GRACEFUL;
    return new Evidence(what, isOver || !told.equals(WELL), isOver ? "all serve again" : told);
  }

  /** What is to be said at the demo's prompt. */
  List<String> orders() {
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

  @Override
  public Evidence check() {
    String told = demo.ask("check");
    return new Evidence("check", !told.equals(WELL) && !told.contains("still pass"), told);
  }

  @Override
  public Evidence heal() {
    String told = demo.ask("heal");
    harmed = false;
    return new Evidence("heal", told.equals(WELL), told);
  }

  @Override
  public Evidence cold() {
    String told = "";
    for (String other : others) {
      told = demo.ask("restart " + other);
    }
    return new Evidence("restart " + String.join(", ", others), told.equals(WELL), told);
  }

  @Override
  public void close() {
    if (harmed) {
      heal();
    }
  }
}
