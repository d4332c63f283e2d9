package dev.weir.chaos.failover;

import dev.weir.chaos.checker.Losses;
import dev.weir.chaos.checker.Losses.Count;
import dev.weir.chaos.checker.Losses.Kind;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.workload.Habits;
import dev.weir.client.WeirClient;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All of eu is killed, database and nodes: what every region was to keep is in us, and when eu is
 * back, everything is everywhere.
 */
final class EuLost implements Drill {

  static final int NUMBER = 4;

  private static final double EVERY_REGION_SHARE = 0.5;
  private static final double STRONG_SHARE = 0.1;

  @Override
  public Finding run(TwoRegions regions, DrillPlan plan, Ticker ticker)
      throws InterruptedException {
    Habits habits =
        new Habits(0, true, STRONG_SHARE, STRONG_SHARE, EVERY_REGION_SHARE, plan.thinks());
    try (Trial trial = new Trial(regions, plan, habits, NUMBER, ticker);
        WeirClient us = regions.direct(regions.us())) {
      trial.begin();
      trial.fault(() -> regions.lose(regions.eu()));
      trial.require(
          !regions.cluster().isDatabaseRunning(regions.eu()), "the database was not killed");
      trial.pass(plan.hold());
      trial.note("since the loss: " + trial.eu(trial.faultNanos(), trial.nanos()));
      trial.stop();
      judgeWithoutEu(regions, trial, trial.losses(us, ReadLevel.SESSION));
      regions.restore(regions.eu());
      judgeTogether(regions, trial, us);
      return trial.conclude(Scenario.DURABILITY);
    }
  }

  private static void judgeWithoutEu(TwoRegions regions, Trial trial, Losses losses) {
    Count everyRegion = sum(losses, kind -> isEveryRegion(kind));
    int usNumber = regions.us().number();
    trial.require(everyRegion.acknowledged() > 0, "no write was for every region");
    trial.bar(
        Bar.none(
            "missing in us, of %d for every region".formatted(everyRegion.acknowledged()),
            everyRegion.missing()));
    Count own = sum(losses, kind -> !isEveryRegion(kind) && kind.region() == usNumber);
    trial.bar(
        Bar.none(
            "missing in us, of %d that us acknowledged".formatted(own.acknowledged()),
            own.missing()));
    trial.note("in us without eu: " + losses);
  }

  /** Strong reads bring together what the regions hold; then each holds all. */
  private static void judgeTogether(TwoRegions regions, Trial trial, WeirClient us) {
    boolean isRead =
        Patience.holdsWithin(DrillPlan.PATIENCE, () -> isReadable(trial, us), trial.ticker());
    trial.bar(Bar.holds("strong reads succeed when eu is back", isRead, isRead ? "yes" : "no"));
    if (isRead) {
      trial.bar(
          Bar.none("missing then, by strong reads", trial.losses(us, ReadLevel.STRONG).missing()));
      try (WeirClient eu = regions.direct(regions.eu())) {
        trial.bar(
            Bar.none("missing then, in eu alone", trial.losses(eu, ReadLevel.SESSION).missing()));
      }
      trial.bar(
          Bar.none("missing then, in us alone", trial.losses(us, ReadLevel.SESSION).missing()));
    }
  }

  private static boolean isReadable(Trial trial, WeirClient client) {
    try {
      trial.losses(client, ReadLevel.STRONG);
      return true;
    } catch (WeirException _) {
      return false;
    }
  }

  private static boolean isEveryRegion(Kind kind) {
    return kind.durability().equals(Durability.EVERY_REGION.name().toLowerCase(Locale.ROOT));
  }

  private static Count sum(Losses losses, Predicate<Kind> which) {
    return losses.counts().entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .reduce(
            new Count(0, 0),
            (one, other) ->
                new Count(
                    one.acknowledged() + other.acknowledged(), one.missing() + other.missing()));
  }
}
