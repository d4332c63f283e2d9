package dev.weir.chaos.drill;

import dev.weir.chaos.drill.spec.Target;
import dev.weir.chaos.drill.spec.Targets;
import java.util.List;

/** Reads what a demo says of its regions: clients, a bar, operators. */
final class DemoSitesText {

  private DemoSitesText() {}

  static List<Target> targets(String text) {
    String[] parts = text.split("\\|", 2);
    return Targets.parse(parts[0], Targets.admin(parts.length > 1 ? parts[1] : ""));
  }
}
