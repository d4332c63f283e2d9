package dev.weir.chaos.bench;

import dev.weir.chaos.bench.report.Figures;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.node.cli.Shell;
import java.io.IOException;
import java.util.List;

/** How long the largest plan takes. */
final class PlacementScenario implements BenchScenario {

  @Override
  public String name() {
    return "placement";
  }

  @Override
  public String meaning() {
    return "planning the range table of 1,000 nodes: at most 50 ms";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    PlacementBench.Result result =
        new PlacementBench(shell.ticker()).run(2 * settings.rounds().orElse(5));
    Ratio millis =
        new Ratio(
            "plan_millis",
            "a plan, ms",
            result.perRound(),
            Target.atMost(PlacementBench.TARGET_MILLIS));
    Figures size =
        new Figures(
            "size", List.of("ranges", "nodes"), List.of(List.of(result.ranges(), result.nodes())));
    return new Report(name(), List.of(millis), List.of(size), List.of()).tell(shell.output());
  }
}
