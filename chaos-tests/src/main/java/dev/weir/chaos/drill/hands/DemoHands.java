package dev.weir.chaos.drill.hands;

import dev.weir.chaos.demo.DemoLink;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Mode;
import java.util.List;

/** Orders a demo. It is the demo that heals when this process is gone. */
public final class DemoHands implements Hands {

  private static final String WELL = "all is well";

  private final DemoLink demo;
  private final DrillSpec spec;
  private final List<String> others;
  private final DemoOrders orders;
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
    this.others = List.copyOf(others);
    this.orders = new DemoOrders(spec, nodes, others, owner);
  }

  @Override
  public Evidence inject() {
    List<String> all = orders.all();
    demo.ask("expire " + Math.max(1, spec.timing().expiry().toSeconds()));
    harmed = true;
    String told = "";
    for (String order : all) {
      told = demo.ask(order);
    }
    String what = String.join(", ", all);
    boolean isOver = spec.mode() == Mode.GRACEFUL;
    return new Evidence(what, isOver || !told.equals(WELL), isOver ? "all serve again" : told);
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
