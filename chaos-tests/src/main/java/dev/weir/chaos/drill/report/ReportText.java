package dev.weir.chaos.drill.report;

import dev.weir.chaos.failover.Bar;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.TextTable;
import java.util.List;
import java.util.Map;

/** A report on a terminal. */
public final class ReportText {

  private static final double PERCENT = 100;

  private ReportText() {}

  /** Prints it, as text or as one JSON value. */
  public static void tell(Output output, DrillReport report) {
    if (output.isJson()) {
      output.json(ReportFiles.document(report));
      return;
    }
    output.line("");
    output.line("%s: %s".formatted(report.drill(), report.outcome()));
    report.reasons().forEach(reason -> output.line("  " + reason));
    output.line("");
    TextTable bars = TextTable.of("ASKED", "MEASURED", "BOUND", "");
    for (Bar bar : report.bars()) {
      bars.row(bar.what(), bar.measured(), bar.bound(), bar.met() ? "met" : "MISSED");
    }
    bars.print(output);
    output.line("");
    facts(report).forEach(line -> output.line(line));
    output.line("");
    callers(report).print(output);
    output.line("");
    TextTable usage = TextTable.of("DATABASE", "READS ASKED", "QUERIES", "PER READ", "COALESCED");
    report
        .usage()
        .forEach((part, each) ->
            usage.row(
                part,
                each.asked(),
                each.databaseReads(),
                "%.2f".formatted(each.amplification()),
                "%.0f %%".formatted(PERCENT * each.coalesced())));
    usage.print(output);
    report.difference().ifPresent(difference -> tell(output, difference));
    output.line("");
    output.line("again: " + report.provenance().command());
  }

  private static List<String> facts(DrillReport report) {
    Recovery recovery = report.recovery();
    DataFindings data = report.data();
    String channels =
        recovery.channels().entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(entry -> "%s %.0f ms".formatted(entry.getKey(), entry.getValue()))
            .toList()
            .toString();
    return List.of(
        "recovery  %s: detection %s, rerouting %s; by channel %s"
            .formatted(
                millis(recovery.total()),
                millis(recovery.detection()),
                millis(recovery.rerouting()),
                channels),
        "return    %s after the heal".formatted(millis(report.returnMillis())),
        "data      %d writes acknowledged, %d missing; while away %d, the oldest %.0f ms before; %d unknown, %d of them applied"
            .formatted(
                data.acknowledged(),
                data.missing(),
                data.missingAway(),
                data.rpoMillis(),
                data.unknown(),
                data.unknownApplied()),
        "answers   %d degraded by their own word, %d stale without a word; %d of %d checks violated"
            .formatted(data.declared(), data.stale(), data.violated(), data.judged()),
        "breakers  opened %d times, closed %d times"
            .formatted(report.openings(), report.closings()));
  }

  private static String millis(java.util.Optional<Double> value) {
    return value.map("%.0f ms"::formatted).orElse("-");
  }

  private static TextTable callers(DrillReport report) {
    TextTable table =
        TextTable.of(
            "CALLERS OF", "", "ANSWERED", "FAILED", "ELSEWHERE", "P50 MS", "P99 MS", "MAX MS");
    for (Callers each : report.callers()) {
      table.row(
          each.region(),
          each.part(),
          each.answered(),
          each.failed() + (each.failures().isEmpty() ? "" : " " + each.failures()),
          each.away(),
          "%.1f".formatted(each.p50Millis()),
          "%.1f".formatted(each.p99Millis()),
          "%.0f".formatted(each.slowestMillis()));
    }
    return table;
  }

  private static void tell(Output output, Difference difference) {
    output.line("");
    output.line(
        "since the last one, %s, %s%s"
            .formatted(
                difference.started(),
                difference.outcome(),
                difference.sameConfig() ? "" : ", of another configuration"));
    TextTable table = TextTable.of("FIGURE", "THEN", "NOW");
    difference
        .changes()
        .forEach(each ->
            table.row(each.what(), "%.1f".formatted(each.before()), "%.1f".formatted(each.now())));
    table.print(output);
  }
}
