package dev.weir.chaos.bench;

import dev.weir.chaos.bench.BurstTrial.Bursts;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.TextTable;

/** Tells what {@link FlightsBench} measured: a line for each step, and whether its bar was met. */
final class FlightsReport {

  private FlightsReport() {}

  static void tell(Output output, FlightsBench.Result result) {
    if (output.isJson()) {
      output.json(result);
      return;
    }
    TextTable table = TextTable.of("STEP", "MEASURED", "BAR", "MET");
    for (Bursts bursts : result.bursts()) {
      Burst.Cost first = bursts.costs().getFirst();
      table.row(
          first.what(),
          "%d reads: at most %d queries a burst of %d, %d failed"
              .formatted(first.reads(), bursts.queries(), bursts.costs().size(), bursts.failed()),
          "<= %d queries".formatted(bursts.most()),
          met(bursts.isMet()));
    }
    StormTrial.Result storm = result.storm();
    table.row(
        "storm",
        "p99 %.1f ms before, %.1f in it, %.1f after: ratio %.2f, errors %.2f %%, try %d"
            .formatted(
                storm.beforeMillis(),
                storm.duringMillis(),
                storm.afterMillis(),
                storm.ratio(),
                100 * storm.errors(),
                storm.tries()),
        "ratio <= 2, errors <= 0.1 %",
        met(storm.isMet()));
    SessionTrial.Result sessions = result.sessions();
    table.row(
        "sessions",
        "%d operations, %.0f/s, %d failed: %d violations"
            .formatted(
                sessions.operations(),
                sessions.perSecond(),
                sessions.failed(),
                sessions.violated()),
        "no violation",
        met(sessions.isMet()));
    table.print(output);
    output.line("sessions saw %s, reads by role %s".formatted(sessions.seen(), sessions.reads()));
  }

  private static String met(boolean met) {
    return met ? "met" : "missed";
  }
}
