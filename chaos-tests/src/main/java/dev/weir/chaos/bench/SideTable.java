package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.Sample;
import dev.weir.chaos.bench.report.Figures;
import dev.weir.chaos.bench.report.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The sides' medians of all rounds, load by load. */
final class SideTable {

  private static final List<String> COLUMNS =
      List.of(
          "load",
          "side",
          "per_second",
          "p50_millis",
          "p99_millis",
          "p999_millis",
          "client_cpu_micros",
          "node_cpu_micros",
          "database_cpu_micros");

  private final List<List<Object>> rows = new ArrayList<>();

  void add(String load, Map<String, List<Sample>> sides) {
    sides.forEach((side, samples) -> rows.add(row(load, side, samples)));
  }

  private static List<Object> row(String load, String side, List<Sample> samples) {
    return List.of(
        load,
        side,
        median(samples, Sample::perSecond),
        median(samples, each -> each.latencies().millis(50)),
        median(samples, each -> each.latencies().millis(99)),
        median(samples, each -> each.latencies().millis(99.9)),
        median(samples, each -> each.microsPerAnswer(each.cpu().clientNanos())),
        median(samples, each -> each.microsPerAnswer(each.cpu().nodeNanos())),
        median(samples, each -> each.microsPerAnswer(each.cpu().databaseNanos())));
  }

  /** One figure of each round. */
  static List<Double> each(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return samples.stream().mapToDouble(figure).boxed().toList();
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return Ratio.median(each(samples, figure));
  }

  Figures figures() {
    return new Figures("sides", COLUMNS, rows);
  }
}
