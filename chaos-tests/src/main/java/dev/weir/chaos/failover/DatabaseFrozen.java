package dev.weir.chaos.failover;

import dev.weir.chaos.cluster.CqlPing;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.workload.Habits;
import dev.weir.chaos.workload.Home;
import dev.weir.chaos.workload.SessionLoad;
import dev.weir.chaos.workload.SessionLoadConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Ticker;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * The database of eu is frozen: its connections stand and nothing is answered. What is slow then is
 * held against what asking us costs anyhow.
 */
final class DatabaseFrozen implements Drill {

  static final int NUMBER = 2;

  private static final long FAR_CHANNELS = 2_500_000;
  private static final int FAR_SHARE = 4;
  private static final long OPERATIONS = 1_000_000;
  private static final double TIMES = 3;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Override
  public Finding run(TwoRegions regions, DrillPlan plan, Ticker ticker)
      throws InterruptedException {
    Habits habits = Habits.settled(plan.thinks());
    try (Trial trial = new Trial(regions, plan, habits, NUMBER, ticker)) {
      trial.begin();
      Stretch far = far(regions, trial, habits);
      trial.fault(() -> regions.cluster().pauseDatabase(regions.eu()));
      trial.require(!CqlPing.answers(regions.eu()), "the database was not frozen");
      trial.pass(plan.frozen());
      long wellNanos = trial.nanos();
      regions.cluster().resumeDatabase(regions.eu());
      trial.awaitHome(wellNanos);
      trial.stop();
      DatabaseKilled.judgeOutage(trial);
      DatabaseKilled.judgeOpening(regions, trial);
      Stretch later = trial.eu(trial.faultNanos() + SECOND, wellNanos);
      trial.require(far.failed() == 0 && far.operations() > 0, "asking us directly: " + far);
      trial.bar(
          Bar.ratio(
              "p99 after the first second, to that of asking us",
              later.p99Millis() / far.p99Millis(),
              TIMES,
              "%.1f ms, %.1f ms".formatted(later.p99Millis(), far.p99Millis())));
      DatabaseKilled.judgeReturn(regions, trial, wellNanos);
      return trial.conclude(Scenario.DATABASE_FROZEN);
    }
  }

  /** What sessions of eu notice that ask us directly. */
  private static Stretch far(TwoRegions regions, Trial trial, Habits habits)
      throws InterruptedException {
    int sessions = Math.max(1, trial.plan().sessions() / FAR_SHARE);
    try (WeirClient direct = regions.direct(regions.us())) {
      SessionLoad load =
          new SessionLoad(
              List.of(new Home(regions.eu().number(), direct)),
              new SessionLoadConfig(sessions, OPERATIONS, FAR_CHANNELS, 10, NUMBER, habits),
              trial.ticker(),
              ForkJoinPool.commonPool());
      load.start();
      long warm = trial.nanos() + SECOND;
      trial.pass(trial.plan().baseline());
      RecordedHistory history = load.stop();
      return Stretch.of(history, warm, trial.nanos(), Stretch::needsOneRegion);
    }
  }
}
