package dev.weir.chaos.bench;

import dev.weir.chaos.bench.RegionTrial.Figures;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.node.cli.Shell;
import java.io.IOException;
import java.util.List;

/** A region of three nodes whose owners go and come. */
final class OwnershipScenario implements BenchScenario {

  private static final double SLOWEST_MILLIS = 300;

  @Override
  public String name() {
    return "ownership";
  }

  @Override
  public String meaning() {
    return "what callers of three nodes notice when one is killed, frozen, or all are restarted";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    int rate = (int) settings.perSecond().orElse(1_000);
    OwnershipBench.Result result =
        new OwnershipBench(rate, shell.ticker(), BenchScenario.progress(shell))
            .run(BenchScenario.directory());
    return report(result).tell(shell.output());
  }

  private Report report(OwnershipBench.Result result) {
    Figures killed = result.figures().getFirst();
    long failed = result.figures().stream().mapToLong(Figures::failed).sum();
    List<Ratio> ratios =
        List.of(
            one("P10", "slowest call, owner killed, ms", killed.slowestMillis(), SLOWEST_MILLIS),
            one("P10_failed", "failed calls, owner killed", (double) killed.failed(), 0),
            one("failed", "failed calls of all disturbances", (double) failed, 0),
            one("missing", "acknowledged messages that are missing", (double) result.missing(), 0));
    return new Report(
        name(),
        ratios,
        List.of(
            disturbances(result.figures()),
            new dev.weir.chaos.bench.report.Figures(
                "region",
                List.of("formed_millis", "acknowledged"),
                List.of(List.of(result.formedMillis(), result.acknowledged())))),
        List.of());
  }

  private static Ratio one(String id, String meaning, double value, double most) {
    return new Ratio(id, meaning, List.of(value), Target.atMost(most));
  }

  private static dev.weir.chaos.bench.report.Figures disturbances(List<Figures> all) {
    return new dev.weir.chaos.bench.report.Figures(
        "disturbances",
        List.of("disturbance", "calls", "failed", "slowest_millis", "healed_millis"),
        all.stream()
            .map(each ->
                List.<Object>of(
                    each.what(),
                    each.calls(),
                    each.failed(),
                    each.slowestMillis(),
                    each.healedMillis()))
            .toList());
  }
}
