package dev.weir.chaos.failover;

import dev.weir.chaos.cluster.NodeBreakers;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.TextTable;
import java.util.List;

/** Tells what drills found: a line for each bar, then how each went second by second. */
public final class FailoverReport {

  private FailoverReport() {}

  /** Prints findings, as text or as one JSON value. */
  public static void tell(Output output, List<Finding> findings) {
    if (output.isJson()) {
      output.json(findings);
      return;
    }
    for (Finding finding : findings) {
      tellStory(output, finding);
    }
    TextTable table = TextTable.of("DRILL", "BAR", "MEASURED", "BOUND", "MET");
    for (Finding finding : findings) {
      finding
          .invalid()
          .forEach(why -> table.row(finding.scenario().word(), "valid", why, "yes", "INVALID"));
      for (Bar bar : finding.bars()) {
        table.row(
            finding.scenario().word(),
            bar.what(),
            bar.measured(),
            bar.bound(),
            bar.met() ? "met" : "MISSED");
      }
    }
    table.print(output);
  }

  private static void tellStory(Output output, Finding finding) {
    output.line("");
    output.line(finding.scenario().word() + ": " + finding.scenario().meaning());
    finding.timeline().lines(List.of("eu", "us")).forEach(line -> output.line("  " + line));
    for (NodeBreakers.Move move : finding.moves()) {
      output.line("  %s: %s %s".formatted(move.node(), move.region(), move.what()));
    }
    finding.notes().forEach(note -> output.line("  " + note));
    output.line("");
  }
}
