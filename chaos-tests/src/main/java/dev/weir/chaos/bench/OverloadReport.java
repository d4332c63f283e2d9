package dev.weir.chaos.bench;

import dev.weir.chaos.bench.OverloadBench.Result;
import dev.weir.chaos.bench.OverloadBench.Trial;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.TextTable;

/**
 * Tells what {@link OverloadBench} measured: each bar, and the limit that learns nothing beside.
 */
final class OverloadReport {

  private OverloadReport() {}

  static void tell(Output output, Result result) {
    if (output.isJson()) {
      output.json(result);
      return;
    }
    double peak = result.peak();
    Trial adaptive = result.adaptive();
    Trial fixed = result.fixed();
    TextTable table =
        TextTable.of("OF THE PEAK, %.0f/S".formatted(peak), "ADAPTIVE", "FIXED", "BAR", "MET");
    table.row(
        "in time, at three times the peak",
        percent(adaptive.held(peak)),
        percent(fixed.held(peak)),
        ">= " + percent(Result.LEAST_HELD),
        met(adaptive.held(peak) >= Result.LEAST_HELD));
    table.row(
        "in time of those offered, after 10 s",
        percent(adaptive.recovered()),
        percent(fixed.recovered()),
        ">= " + percent(Result.LEAST_RECOVERED),
        met(adaptive.recovered() >= Result.LEAST_RECOVERED));
    table.row(
        "repeated, of those offered",
        percent(adaptive.retries()),
        percent(fixed.retries()),
        "<= " + percent(Result.MOST_RETRIES),
        met(adaptive.retries() <= Result.MOST_RETRIES));
    table.row("p99 of those answered, overloaded", millis(adaptive), millis(fixed), "", "");
    table.row(
        "limit, overloaded",
        "%.0f".formatted(adaptive.limit()),
        "%.0f".formatted(fixed.limit()),
        "",
        "");
    table.print(output);
  }

  private static String millis(Trial trial) {
    return "%.0f ms".formatted(trial.during().p99Millis());
  }

  private static String percent(double share) {
    return "%.1f %%".formatted(100 * share);
  }

  private static String met(boolean met) {
    return met ? "met" : "missed";
  }
}
