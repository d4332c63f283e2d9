package dev.weir.chaos.failover;

import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs drills, one after the other, against one pair of regions. */
public final class FailoverBench {

  private final DrillPlan plan;
  private final Ticker ticker;
  private final Consumer<String> progress;

  public FailoverBench(DrillPlan plan, Ticker ticker, Consumer<String> progress) {
    this.plan = plan;
    this.ticker = ticker;
    this.progress = progress;
  }

  /** Starts both regions, runs the drills, and stops everything. Blocks. */
  public List<Finding> run(List<Scenario> scenarios, Path directory) throws InterruptedException {
    try (TwoRegions regions = TwoRegions.start(directory, progress)) {
      List<Finding> findings = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        findings.add(run(scenario, regions));
      }
      return findings;
    }
  }

  /** Runs one drill, and heals whatever it left. A drill that cannot go on is invalid. */
  public Finding run(Scenario scenario, TwoRegions regions) throws InterruptedException {
    progress.accept(scenario.word() + ": " + scenario.meaning());
    try {
      return drill(scenario).run(regions, plan, ticker);
    } catch (WeirException | IllegalStateException e) {
      return Finding.impossible(scenario, "it broke off: " + e.getMessage());
    } finally {
      regions.healAll();
    }
  }

  private static Drill drill(Scenario scenario) {
    return switch (scenario) {
      case DATABASE_KILLED -> new DatabaseKilled();
      case DATABASE_FROZEN -> new DatabaseFrozen();
      case NODES_KILLED -> new NodesKilled();
      case HOT_CHANNEL -> new HotChannel();
      case LINK_CUT -> new LinkCut();
      case DURABILITY -> new EuLost();
    };
  }
}
