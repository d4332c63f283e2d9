package dev.weir.chaos.bench;

import dev.weir.chaos.bench.report.Figures;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.node.cli.Shell;
import java.io.IOException;
import java.util.List;

/** How fast a history comes in. */
final class ImportScenario implements BenchScenario {

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String meaning() {
    return "a history through a node, against the bare driver's inserts one by one: messages/s";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    ImportBench.Plan plan =
        new ImportBench.Plan(
            settings.messages(), settings.rounds().orElse(5), settings.concurrency());
    ImportBench.Result result =
        new ImportBench(plan, shell.ticker(), BenchScenario.progress(shell))
            .run(BenchScenario.directory());
    Ratio ratio =
        Ratio.of(
            "import",
            "messages/s, weir ÷ bare driver",
            result.weir(),
            result.driver(),
            Target.atLeast(ImportBench.TARGET));
    Figures figures =
        new Figures(
            "sides",
            List.of("side", "messages", "concurrency", "messages_per_second"),
            List.of(
                List.of(
                    "bare driver",
                    plan.messages(),
                    plan.concurrency(),
                    Ratio.median(result.driver())),
                List.of("weir", plan.messages(), plan.concurrency(), Ratio.median(result.weir()))));
    return new Report(name(), List.of(ratio), List.of(figures), List.of()).tell(shell.output());
  }
}
