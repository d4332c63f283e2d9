package dev.weir.chaos.bench;

import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.Shell;
import java.io.IOException;

/** A node that is asked for more than its database can do. */
final class OverloadScenario implements BenchScenario {

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public String meaning() {
    return "three times what the database can do: what is answered in time, then and afterwards";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    OverloadBench.Result result =
        new OverloadBench(shell.ticker(), BenchScenario.progress(shell))
            .run(BenchScenario.directory());
    OverloadReport.tell(shell.output(), result);
    return result.isMet() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
