package dev.weir.node.cli;

import dev.weir.messages.Explanation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How an explanation's steps look, to people and to programs. */
final class Explained {

  private Explained() {}

  /** Such as {@code eu-1: asked the database, LOCAL_QUORUM}. */
  static String line(Explanation.Step step) {
    StringBuilder line = new StringBuilder(step.node().toString());
    step.owner().ifPresent(owner -> line.append(" (owner ").append(owner));
    step.epoch()
        .ifPresent(epoch ->
            line.append(step.owner().isPresent() ? ", " : " (").append("epoch ").append(epoch));
    if (step.owner().isPresent() || step.epoch().isPresent()) {
      line.append(')');
    }
    return line.append(": ").append(deed(step)).toString();
  }

  static Map<String, Object> json(Explanation.Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", step.node().toString());
    step.owner().ifPresent(owner -> json.put("owner", owner.toString()));
    step.epoch().ifPresent(epoch -> json.put("epoch", epoch.toString()));
    json.put("role", step.role().name().toLowerCase(Locale.ROOT));
    json.put("age_micros", step.ageMicros());
    json.put("waiters", step.waiters());
    if (!step.consistency().isEmpty()) {
      json.put("consistency", step.consistency());
    }
    return json;
  }

  private static String deed(Explanation.Step step) {
    String source =
        step.consistency().isEmpty()
            ? "asked another node"
            : "asked the database, " + Plain.text(step.consistency());
    return switch (step.role()) {
      case ALONE -> source;
      case LED ->
          step.waiters() > 1
              ? String.format(Locale.ROOT, "%s, for %,d waiters", source, step.waiters())
              : source;
      case FOLLOWED -> joined("the same", step);
      case SHARED -> joined("more", step);
    };
  }

  private static String joined(String what, Explanation.Step step) {
    String flight =
        String.format(
            Locale.ROOT,
            "joined a flight of %s, %,d µs old, with %,d waiters",
            what,
            step.ageMicros(),
            step.waiters());
    return step.consistency().isEmpty()
        ? flight
        : "%s: %s".formatted(flight, Plain.text(step.consistency()));
  }
}
