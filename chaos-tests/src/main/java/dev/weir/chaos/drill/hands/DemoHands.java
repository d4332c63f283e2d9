package dev.weir.chaos.drill.hands;

import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.demo.DemoLink;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Mode;
import dev.weir.messages.Ticker;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Orders a demo. It is the demo that heals when this process is gone. */
public final class DemoHands implements Hands {

  private static final String WELL = "all is well";

  private final DemoLink demo;
  private final DrillSpec spec;
  private final List<String> others;
  private final DemoOrders orders;
  private final Ticker ticker;
  private boolean harmed;

  /**
   * Hands that have done nothing.
   *
   * @param orders what the drill is at the demo's prompt
   */
  public DemoHands(DemoLink demo, DemoOrders orders, Ticker ticker) {
    this.demo = demo;
    this.spec = orders.spec();
    this.others = orders.others();
    this.orders = orders;
    this.ticker = ticker;
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
    AtomicReference<String> told = new AtomicReference<>(demo.ask("heal"));
    harmed = false;
    // What has just started may not answer at once, under load.
    boolean isWell =
        Patience.holdsWithin(
            spec.timing().patience(),
            () -> {
              if (!told.get().equals(WELL)) {
                told.set(demo.ask("check"));
              }
              return told.get().equals(WELL);
            },
            ticker);
    return new Evidence("heal", isWell, told.get());
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
