package dev.weir.chaos.failover;

import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.workload.Habits;
import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.List;

/**
 * Nothing passes between the regions: those who never left home do not notice. Compared in turns,
 * before and in the cut; noise may spoil a comparison, so the best of some counts, and the bound
 * stays.
 */
final class LinkCut implements Drill {

  static final int NUMBER = 5;

  private static final double TIMES = 1.1;
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /** What is cut. */
  private record Cut(String what, Runnable harm) {}

  /** The same sessions before and in a cut. */
  private record Comparison(Stretch before, Stretch during) {

    double ratio() {
      return during.p99Millis() / before.p99Millis();
    }

    String told() {
      return "p99 %.1f ms, %.1f ms before".formatted(during.p99Millis(), before.p99Millis());
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
    boolean euMet = false;
    boolean usMet = false;
    for (int tries = 1; tries <= trial.plan().tries() && !(euMet && usMet); tries++) {
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
      Comparison eu = new Comparison(trial.eu(before, until), trial.eu(from, to));
      Comparison us = new Comparison(trial.us(before, until), trial.us(from, to));
      boolean isLast = tries == trial.plan().tries();
      euMet = judge(trial, cut.what() + ": p99 in eu, try " + tries, eu, euMet, isLast);
      usMet = judge(trial, cut.what() + ": p99 in us, try " + tries, us, usMet, isLast);
      Stretch all = trial.eu(until, to);
      Stretch there = trial.us(until, to);
      trial.bar(Bar.none(cut.what() + ": failed", all.failed() + there.failed()));
      trial.bar(Bar.none(cut.what() + ": answered elsewhere", all.away() + there.away()));
    }
  }

  /** The bar is the first comparison that meets it, or the last one. */
  private static boolean judge(
      Trial trial, String what, Comparison comparison, boolean wasMet, boolean isLast) {
    if (wasMet) {
      return true;
    }
    Bar bar = Bar.ratio(what, comparison.ratio(), TIMES, comparison.told());
    if (bar.met() || isLast) {
      trial.bar(bar);
    } else {
      trial.note(bar.what() + ": " + bar.measured());
    }
    return bar.met();
  }
}
