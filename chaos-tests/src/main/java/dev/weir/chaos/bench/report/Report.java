package dev.weir.chaos.bench.report;

import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scenario showed.
 *
 * @param warnings what a reader must know before he believes it
 */
public record Report(
    String scenario, List<Ratio> ratios, List<Figures> figures, List<String> warnings) {

  public Report {
    ratios = List.copyOf(ratios);
    figures = List.copyOf(figures);
    warnings = List.copyOf(warnings);
  }

  /** Whether all targets are met. */
  public boolean isMet() {
    return ratios.stream().allMatch(Ratio::isMet);
  }

  /** One object with {@code -o json}, else tables; returns the exit status. */
  public int tell(Output output) {
    warnings.forEach(warning -> output.note("warning: " + warning));
    if (output.isJson()) {
      output.json(json());
    } else {
      for (Figures each : figures) {
        each.print(output);
        output.line("");
      }
      table().print(output);
    }
    return isMet() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  Map<String, Object> json() {
    Map<String, Object> byId = new LinkedHashMap<>();
    ratios.forEach(ratio -> byId.put(ratio.id(), ratio.json()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scenario", scenario);
    json.put("ratios", byId);
    figures.forEach(each -> json.put(each.name(), each.json()));
    json.put("warnings", warnings);
    return json;
  }

  private TextTable table() {
    TextTable table = TextTable.of("RATIO", "OF", "MEDIAN", "MIN", "MAX", "TARGET", "MET");
    for (Ratio ratio : ratios) {
      table.row(
          ratio.id(),
          ratio.meaning(),
          Figures.text(ratio.median()),
          Figures.text(ratio.min()),
          Figures.text(ratio.max()),
          ratio.target(),
          ratio.isMet() ? "met" : "missed");
    }
    return table;
  }
}
