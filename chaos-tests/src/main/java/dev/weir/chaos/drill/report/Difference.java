package dev.weir.chaos.drill.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What changed since the last report in the same directory.
 *
 * @param started when that drill was
 * @param sameConfig whether its file was the same
 */
public record Difference(
    String started, Outcome outcome, boolean sameConfig, List<Change> changes) {

  /** A figure then and now. */
  public record Change(String what, double before, double now) {}

  public Difference {
    changes = List.copyOf(changes);
  }

  static Difference between(DrillReport last, DrillReport now) {
    List<Change> changes = new ArrayList<>();
    Map<String, Double> before = figures(last);
    figures(now)
        .forEach((what, value) ->
            Optional.ofNullable(before.get(what))
                .ifPresent(then -> changes.add(new Change(what, then, value))));
    return new Difference(
        last.provenance().started(),
        last.outcome(),
        last.provenance().configHash().equals(now.provenance().configHash()),
        changes);
  }

  private static Map<String, Double> figures(DrillReport report) {
    Map<String, Double> figures = new LinkedHashMap<>();
    report.recovery().total().ifPresent(millis -> figures.put("recovery, ms", millis));
    report.recovery().detection().ifPresent(millis -> figures.put("detection, ms", millis));
    report
        .callers()
        .forEach(each -> {
          String where = " in %s, %s".formatted(each.region(), each.part());
          figures.put("p99, ms," + where, each.p99Millis());
          figures.put("failed" + where, (double) each.failed());
        });
    report.returnMillis().ifPresent(millis -> figures.put("return, ms", millis));
    figures.put("missing while away", (double) report.data().missingAway());
    return figures;
  }
}
