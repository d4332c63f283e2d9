package dev.weir.chaos.failover;

import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.workload.Habits;
import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nothing passes between the regions: those who never left home do not notice. Compared in turns,
 * before, in and after the cut; noise may spoil a comparison, so there are some, of which one must
 * be fair and within the bound.
 */
final class LinkCut implements Drill {

  static final int NUMBER = 5;

  private static final double TIMES = 1.1;

  /** Where the figures before and after the cut are further apart, those in it say nothing. */
  private static final double DRIFT = 1.25;

  private static final Duration SETTLE = Duration.ofSeconds(1);

  /** What is cut. */
  private record Cut(String what, Runnable harm) {}

  /** The same sessions before, in and after a cut. */
  record Comparison(Stretch before, Stretch during, Stretch after) {

    /** To the middle of what it was before and after. */
    double ratio() {
      return during.p99Millis() / ((before.p99Millis() + after.p99Millis()) / 2);
    }

    /** Whether the machine was as calm after the cut as before. */
    boolean isFair() {
      double drift = after.p99Millis() / before.p99Millis();
      return drift < DRIFT && drift > 1 / DRIFT;
    }

    String told() {
      return "p99 %.1f ms, %.1f before, %.1f after"
          .formatted(during.p99Millis(), before.p99Millis(), after.p99Millis());
    }
  }

  @Override
  public Finding run(TwoRegions regions, DrillPlan plan, Ticker ticker)
      throws InterruptedException {
    if (!regions.hasLinks()) {
      return Finding.impossible(Scenario.LINK_CUT, "links can only be cut between namespaces");
    }
    Habits habits = new Habits(0, false, 0, 0, 0, plan.thinks());
    RegionPlan eu = regions.eu();
    RegionPlan us = regions.us();
    try (Trial trial = new Trial(regions, plan, habits, NUMBER, ticker)) {
      trial.begin();
      trial.fault(() -> {});
      for (Cut cut :
          List.of(
              new Cut(
                  "both ways",
                  () -> {
                    regions.cut(eu, us);
                    regions.cut(us, eu);
                  }),
              new Cut("eu to us", () -> regions.cut(eu, us)),
              new Cut("us to eu", () -> regions.cut(us, eu)))) {
        compare(regions, trial, cut);
      }
      return trial.conclude(Scenario.LINK_CUT);
    }
  }

  private static void compare(TwoRegions regions, Trial trial, Cut cut) {
    Map<String, Boolean> met = new HashMap<>();
    int most = trial.plan().tries();
    for (int tries = 1; tries <= most && !isAllMet(met); tries++) {
      long before = trial.nanos();
      trial.pass(trial.plan().baseline());
      long until = trial.nanos();
      cut.harm().run();
      trial.require(regions.isCut(), cut.what() + ": packets still pass");
      trial.pass(SETTLE);
      long from = trial.nanos();
      trial.pass(trial.plan().baseline());
      long to = trial.nanos();
      regions.healLinks();
      trial.pass(trial.plan().settle());
      long healed = trial.nanos();
      trial.pass(trial.plan().baseline());
      long end = trial.nanos();
      Comparison eu =
          new Comparison(trial.eu(before, until), trial.eu(from, to), trial.eu(healed, end));
      Comparison us =
          new Comparison(trial.us(before, until), trial.us(from, to), trial.us(healed, end));
      boolean isLast = tries == most;
      judge(trial, cut.what() + ": p99 in eu", eu, met, isLast);
      judge(trial, cut.what() + ": p99 in us", us, met, isLast);
      Stretch here = trial.eu(until, to);
      Stretch there = trial.us(until, to);
      trial.bar(Bar.none(cut.what() + ": failed", here.failed() + there.failed()));
      trial.bar(Bar.none(cut.what() + ": answered elsewhere", here.away() + there.away()));
    }
  }

  private static boolean isAllMet(Map<String, Boolean> met) {
    return !met.isEmpty() && met.values().stream().allMatch(Boolean::booleanValue);
  }

  /** The bar is the first fair comparison that meets it, or the last one, fair or not. */
  private static void judge(
      Trial trial, String what, Comparison comparison, Map<String, Boolean> met, boolean isLast) {
    if (met.getOrDefault(what, false)) {
      return;
    }
    Bar bar = Bar.ratio(what, comparison.ratio(), TIMES, comparison.told());
    boolean counts = comparison.isFair() && bar.met();
    met.put(what, counts);
    if (counts || isLast) {
      trial.bar(bar);
      trial.require(comparison.isFair(), what + ": the machine is too noisy, " + comparison.told());
    } else {
      trial.note(
          "%s: %s%s"
              .formatted(what, bar.measured(), comparison.isFair() ? "" : ", too noisy to tell"));
    }
  }
}
