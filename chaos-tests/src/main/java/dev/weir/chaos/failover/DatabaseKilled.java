package dev.weir.chaos.failover;

import dev.weir.chaos.cluster.CqlPing;
import dev.weir.chaos.cluster.NodeBreakers;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.workload.Habits;
import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The database of eu is killed and started again: its nodes answer from us meanwhile. */
final class DatabaseKilled implements Drill {

  static final int NUMBER = 1;

  private static final double BACK_MILLIS = 10_000;
  private static final double OPEN_MILLIS = 1_000;
  private static final int STEPS = 2;
  private static final int PER_MILLE = 1_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Override
  public Finding run(TwoRegions regions, DrillPlan plan, Ticker ticker)
      throws InterruptedException {
    Habits habits = Habits.settled(plan.thinks());
    try (Trial trial = new Trial(regions, plan, habits, NUMBER, ticker)) {
      trial.begin();
      trial.fault(() -> regions.cluster().killDatabase(regions.eu()));
      trial.require(
          !regions.cluster().isDatabaseRunning(regions.eu()), "the database was not killed");
      trial.pass(plan.hold());
      long answeredNanos = start(regions, trial);
      trial.awaitHome(answeredNanos);
      trial.stop();
      judgeOutage(trial);
      judgeOpening(regions, trial);
      judgeReturn(regions, trial, answeredNanos);
      return trial.conclude(Scenario.DATABASE_KILLED);
    }
  }

  /** Returns when it answers CQL, which is before all members see each other. */
  private static long start(TwoRegions regions, Trial trial) {
    CompletableFuture<Void> started =
        CompletableFuture.runAsync(() -> regions.cluster().startDatabase(regions.eu()));
    Patience.await(
        "the database to answer",
        () -> started.isCompletedExceptionally() || CqlPing.answers(regions.eu()),
        trial.ticker());
    long answered = trial.nanos();
    started.join();
    return answered;
  }

  /** Of any outage of eu's database: few fail in its first second, and none later. */
  static void judgeOutage(Trial trial) {
    long fault = trial.faultNanos();
    long now = trial.nanos();
    Stretch first = trial.eu(fault, fault + SECOND);
    trial.bar(
        Bar.atMost("failed in the first second", first.failed(), first.operations() / PER_MILLE));
    Stretch later = trial.eu(fault + SECOND, now);
    trial.bar(Bar.none("failed after the first second", later.failed()));
    trial.bar(Bar.none("failed in us", trial.us(fault, now).failed()));
    trial.note("first second: " + first);
    trial.note("later:        " + later);
    trial.note("before:       " + trial.euBaseline());
  }

  /** By what the nodes of eu tell. */
  static void judgeOpening(TwoRegions regions, Trial trial) {
    for (NodePlan node : regions.eu().nodes()) {
      OptionalLong opened =
          trial.moves().stream()
              .filter(move -> move.node().equals(node.id().toString()))
              .filter(move -> move.region().equals(regions.eu().region().name()))
              .filter(NodeBreakers.Move::isOpening)
              .mapToLong(move -> move.atMicros() - trial.faultMicros())
              .findFirst();
      String what = "breaker of " + node.id() + " opens";
      trial.bar(
          opened.isPresent()
              ? Bar.withinMillis(what, opened.getAsLong() / 1_000.0, OPEN_MILLIS)
              : Bar.holds(what, false, "it tells of no such move"));
    }
  }

  /** Back in time, and not all at once. */
  static void judgeReturn(TwoRegions regions, Trial trial, long wellNanos)
      throws InterruptedException {
    HomeAgain home = new HomeAgain(trial.stop(), regions.eu().number());
    OptionalLong back = home.at(wellNanos, trial.nanos());
    if (back.isEmpty()) {
      trial.bar(Bar.holds("back at home", false, "never"));
      return;
    }
    trial.bar(
        Bar.withinMillis(
            "back at home after it answers", (back.getAsLong() - wellNanos) / 1e6, BACK_MILLIS));
    judgeSteps(trial, home, wellNanos, back.getAsLong());
  }

  static void judgeSteps(Trial trial, HomeAgain home, long wellNanos, long backNanos) {
    int steps = home.steps(wellNanos, backNanos + Duration.ofSeconds(1).toNanos());
    trial.bar(
        Bar.holds(
            "back in steps",
            steps >= STEPS,
            "%d half seconds with answers of both".formatted(steps)));
  }
}
