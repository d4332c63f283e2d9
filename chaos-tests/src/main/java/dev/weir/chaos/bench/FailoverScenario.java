package dev.weir.chaos.bench;

import dev.weir.chaos.failover.DrillPlan;
import dev.weir.chaos.failover.FailoverBench;
import dev.weir.chaos.failover.FailoverReport;
import dev.weir.chaos.failover.Finding;
import dev.weir.chaos.failover.Scenario;
import dev.weir.messages.WeirException;
import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.Shell;
import java.io.IOException;
import java.util.List;

/** Regions that lose their database, their nodes or each other. */
final class FailoverScenario implements BenchScenario {

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public String meaning() {
    return "what callers notice when a region's database or nodes die: a drill for each";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    List<Scenario> drills = settings.drills().stream().map(FailoverScenario::drill).toList();
    List<Finding> findings =
        new FailoverBench(DrillPlan.FULL, shell.ticker(), BenchScenario.progress(shell))
            .run(drills, BenchScenario.directory());
    FailoverReport.tell(shell.output(), findings);
    return findings.stream().allMatch(Finding::isMet) ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static Scenario drill(String word) {
    return Scenario.of(word)
        .orElseThrow(() ->
            WeirException.invalid(
                "no drill '%s'; there are %s"
                    .formatted(word, String.join(", ", Scenario.words()))));
  }
}
