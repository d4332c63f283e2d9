package dev.weir.chaos.bench;

import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.Shell;
import java.io.IOException;

/** Many readers of a channel, over three nodes. */
final class FlightsScenario implements BenchScenario {

  @Override
  public String name() {
    return "flights";
  }

  @Override
  public String meaning() {
    return "what many readers of a channel cost, who notices, and whether they see what they must";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    FlightsPlan plan =
        new FlightsPlan(
            settings.rounds().orElse(5),
            (int) settings.perSecond().orElse(200),
            settings.operations());
    FlightsBench.Result result =
        new FlightsBench(plan, shell.ticker(), BenchScenario.progress(shell))
            .run(BenchScenario.directory());
    FlightsReport.tell(shell.output(), result);
    return result.isMet() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
