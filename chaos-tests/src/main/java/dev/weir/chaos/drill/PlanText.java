package dev.weir.chaos.drill;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Mode;
import dev.weir.chaos.drill.spec.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a drill will do, before it does. */
final class PlanText {

  private static final long MINUTE = 120;

  private final DrillSpec spec;

  PlanText(DrillSpec spec) {
    this.spec = spec;
  }

  /** A line for each phase, by its name. */
  Map<String, String> phases() {
    Timing timing = spec.timing();
    Map<String, String> phases = new LinkedHashMap<>();
    phases.put("pre-flight", "the file, every node by name, and what the other regions can carry");
    phases.put(
        "preconditions",
        "%d callers ask; %s without a failure, everybody at home, p99 within %s; waits %s at most"
            .formatted(
                spec.load().sessions(),
                text(timing.preconditions()),
                text(spec.objectives().p99()),
                text(timing.patience())));
    phases.put("baseline", text(timing.baseline()) + " measured");
    if (spec.cold()) {
      phases.put("cold", "the nodes of the other regions are started anew");
    }
    phases.put("fault", "%s: %s".formatted(spec.scope(), spec.mode().meaning()));
    if (spec.mode() == Mode.PRACTICE) {
      phases.put(
          "steps",
          timing.steps().stream().map(each -> each + " %").collect(Collectors.joining(", "))
              + ", a step each "
              + text(timing.step()));
    }
    phases.put("hold", text(timing.hold()));
    phases.put(
        "heal",
        "undone; by itself %s after the fault, or when this process ends, whatever comes first"
            .formatted(text(timing.expiry())));
    phases.put(
        "return",
        "until callers are at home again, %s at most, and %s more"
            .formatted(text(timing.patience()), text(timing.settle())));
    phases.put(
        "sweep", "every channel is read: each acknowledged write once, what was deleted stays so");
    phases.put("report", "JSON, JUnit XML and a page");
    return phases;
  }

  /** What is asked, and what breaks it off. */
  List<String> bounds() {
    List<String> bounds = new ArrayList<>();
    bounds.add(
        "asked: recovery within %s, rpo %s, errors %s %%, p99 after it %s, degraded answers %s %%"
            .formatted(
                text(spec.objectives().rto()),
                text(spec.objectives().rpo()),
                spec.objectives().errorPercent(),
                text(spec.objectives().p99()),
                spec.objectives().stalePercent()));
    bounds.add(
        "broken off above: errors %s %%; in the other regions %s %% or p99 %s; over %s"
            .formatted(
                spec.stop().errorPercent(),
                spec.stop().survivorErrorPercent(),
                text(spec.stop().survivorP99()),
                text(spec.stop().window())));
    if (!spec.hooks().commands().isEmpty()) {
      spec.hooks().commands().forEach((name, command) -> bounds.add(name + ": " + command));
    }
    return bounds;
  }

  /** The least that it takes once the cluster is there. */
  Duration takes() {
    Timing timing = spec.timing();
    return timing
        .preconditions()
        .plus(timing.baseline())
        .plus(timing.away(spec.mode()))
        .plus(timing.settle());
  }

  /** A time for people. */
  static String text(Duration time) {
    if (time.toMillis() < 1_000 || time.toMillis() % 1_000 != 0) {
      return time.toMillis() + " ms";
    }
    return time.toSeconds() <= MINUTE ? time.toSeconds() + " s" : time.toString().substring(2);
  }
}
