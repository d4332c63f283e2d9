package dev.weir.chaos.bench;

import dev.weir.chaos.bench.RegionTrial.Figures;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.messages.Ticker;
import dev.weir.topology.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How long a region of three nodes takes to form, and what its callers notice when an owner is
 * killed, frozen, drained, joined by another, and when all are restarted one by one.
 */
final class OwnershipBench {

  private static final int NODES = 3;
  private static final int BASE_PORT = 7_430;
  private static final String DATABASE = "127.0.1.8";
  private static final Duration FROZEN = Duration.ofSeconds(8);

  /**
   * What was measured.
   *
   * @param formedMillis from the start of three processes until all served by one table
   * @param acknowledged messages that were stored meanwhile
   * @param missing of them, looked for at the end
   */
  record Result(double formedMillis, List<Figures> figures, long acknowledged, long missing) {}

  private final int perSecond;
  private final Ticker ticker;
  private final Consumer<String> progress;

  OwnershipBench(int perSecond, Ticker ticker, Consumer<String> progress) {
    this.perSecond = perSecond;
    this.ticker = ticker;
    this.progress = progress;
  }

  Result run(Path directory) {
    RegionPlan region = RegionTrial.plan(NODES, BASE_PORT, DATABASE);
    List<Figures> figures = new ArrayList<>();
    try (RegionTrial trial = RegionTrial.start(region, perSecond, directory, ticker, progress)) {
      progress.accept("formed in %.0f ms".formatted(trial.formedMillis()));
      NodeId second = region.nodes().get(1).id();
      tell(figures, trial.disturb("kill -9", kill(trial, second), trial.without(second)));
      tell(figures, trial.disturb("back", start(trial, second), region.nodes()));
      tell(figures, trial.disturb("freeze", freeze(trial, second), trial.without(second)));
      trial.pass(FROZEN);
      tell(figures, trial.disturb("thaw", () -> trial.cluster().resume(second), region.nodes()));
      tell(figures, trial.disturb("restart all", () -> restartAll(trial), List.of()));
      trial.settle();
      progress.accept("looking for what was acknowledged");
      return new Result(
          trial.formedMillis(), figures, trial.acknowledged(), trial.missing().size());
    }
  }

  private void tell(List<Figures> all, Figures figures) {
    all.add(figures);
    progress.accept(
        "%-12s calls %5d, failed %d, slowest %4.0f ms, healed %5.0f ms"
            .formatted(
                figures.what(),
                figures.calls(),
                figures.failed(),
                figures.slowestMillis(),
                figures.healedMillis()));
  }

  private static Runnable kill(RegionTrial trial, NodeId node) {
    return () -> trial.cluster().kill(node);
  }

  private static Runnable freeze(RegionTrial trial, NodeId node) {
    return () -> trial.cluster().pause(node);
  }

  private static Runnable start(RegionTrial trial, NodeId node) {
    return () ->
        trial
            .cluster()
            .start(
                trial.region(),
                trial.region().nodes().stream()
                    .filter(plan -> plan.id().equals(node))
                    .findFirst()
                    .orElseThrow());
  }

  /** One after the other: stopped in order, started, awaited. */
  static void restartAll(RegionTrial trial) {
    for (NodePlan node : trial.region().nodes()) {
      trial.cluster().stop(node.id());
      trial.cluster().start(trial.region(), node);
      trial.pass(Duration.ofSeconds(1));
    }
  }
}
