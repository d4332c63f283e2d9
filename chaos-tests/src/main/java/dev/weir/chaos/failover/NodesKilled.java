package dev.weir.chaos.failover;

import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.workload.Habits;
import dev.weir.messages.Ticker;
import java.util.OptionalLong;

/** All nodes of eu are killed and started again: their clients ask us meanwhile. */
final class NodesKilled implements Drill {

  static final int NUMBER = 3;

  private static final double P99_MILLIS = 1_000;

  @Override
  public Finding run(TwoRegions regions, DrillPlan plan, Ticker ticker)
      throws InterruptedException {
    Habits habits = Habits.settled(plan.thinks());
    try (Trial trial = new Trial(regions, plan, habits, NUMBER, ticker)) {
      trial.begin();
      trial.fault(() -> regions.cluster().killNodes(regions.eu()));
      trial.require(
          regions.eu().nodes().stream().noneMatch(n -> regions.cluster().isRunning(n.id())),
          "the nodes were not killed");
      trial.pass(plan.hold());
      long killedUntil = trial.nanos();
      regions.cluster().startNodes(regions.eu());
      long wellNanos = trial.nanos();
      trial.awaitHome(wellNanos);
      HomeAgain home = new HomeAgain(trial.stop(), regions.eu().number());
      Stretch outage = trial.eu(trial.faultNanos(), killedUntil);
      Stretch after = trial.eu(killedUntil, trial.nanos());
      trial.require(outage.operations() > 0, "nobody asked in the outage");
      trial.bar(
          Bar.withinMillis("p99 of calls begun since the kill", outage.p99Millis(), P99_MILLIS));
      trial.bar(Bar.none("failed in the outage", outage.failed()));
      trial.bar(Bar.none("failed in the return", after.failed()));
      trial.bar(Bar.none("failed in us", trial.us(trial.faultNanos(), trial.nanos()).failed()));
      trial.note("outage: " + outage);
      trial.note("return: " + after);
      trial.note("before: " + trial.euBaseline());
      judgeReturn(trial, home, killedUntil, wellNanos);
      return trial.conclude(Scenario.NODES_KILLED);
    }
  }

  private static void judgeReturn(Trial trial, HomeAgain home, long killedUntil, long wellNanos) {
    OptionalLong back = home.at(wellNanos, trial.nanos());
    if (back.isEmpty()) {
      trial.bar(Bar.holds("back at home", false, "never"));
      return;
    }
    trial.note(
        "back at home %.1f s after the nodes were ready"
            .formatted((back.getAsLong() - wellNanos) / 1e9));
    DatabaseKilled.judgeSteps(trial, home, killedUntil, back.getAsLong());
  }
}
