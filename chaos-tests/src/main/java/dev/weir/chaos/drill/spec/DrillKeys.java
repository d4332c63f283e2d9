package dev.weir.chaos.drill.spec;

import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every key of a drill file. */
public final class DrillKeys {

  private static final double ALL = 100;

  static final Key<String> ABOUT = Keys.text("about", "", "What the drill is for, in a line.");
  static final Key<Mode> MODE =
      Keys.oneOf("mode", Mode.PRACTICE, Mode.class, "How the scope is harmed.");
  static final Key<String> REGION =
      Keys.of(
          "scope.region",
          "eu",
          "a region's name",
          "The region that it is done to.",
          text -> new dev.weir.topology.Region(text).name());
  static final Key<Scope.Part> PART =
      Keys.oneOf("scope.part", Scope.Part.REGION, Scope.Part.class, "What of the region is meant.");
  static final Key<Boolean> COLD =
      Keys.flag("cold", false, "Whether the nodes that stand in are started anew just before.");

  static final Key<Duration> RTO =
      Keys.duration(
          "objectives.rto",
          "10s",
          "1ms",
          "1d",
          "From the fault until all requests are answered again, and in time.");
  static final Key<Duration> RPO =
      Keys.duration(
          "objectives.rpo",
          "10s",
          "0ms",
          "1d",
          "For how long before the fault acknowledged writes of durability REGION may be missing"
              + " elsewhere while the region is away.");
  static final Key<Double> ERRORS =
      percent("objectives.error-rate", "0.5", "Of the requests from the fault until the heal.");
  static final Key<Duration> P99 =
      Keys.duration(
          "objectives.p99",
          "500ms",
          "1ms",
          "1m",
          "Of the requests begun after the recovery, until the heal.");
  static final Key<Double> STALE =
      percent("objectives.stale", "100", "Of the answers that may say that they lack something.");

  static final Key<Integer> SESSIONS =
      Keys.number("load.sessions", 30, 2, 10_000, "Of all regions, one request under way each.");
  static final Key<Duration> THINK =
      Keys.duration(
          "load.think", "150ms", "0ms", "1m", "How long a session waits after an answer.");
  static final Key<Integer> CHANNELS =
      Keys.number("load.channels", 40, 1, 10_000, "Channels that the sessions share.");
  static final Key<Double> STRONG = percent("load.strong", "0", "Of the reads, at level STRONG.");
  static final Key<Double> EVERY_REGION =
      percent("load.every-region", "0", "Of the writes, kept in every region.");
  static final Key<Integer> HOT_READS =
      Keys.number("load.hot-reads", 0, 0, 100_000, "Of one channel, a second in each region.");
  static final Key<Integer> SURGE =
      Keys.number("load.surge", 0, 0, 100_000, "More requests a second, during a surge.");
  static final Key<Integer> SEED =
      Keys.number("load.seed", 1, 0, Integer.MAX_VALUE, "Of what the sessions choose.");

  static final Key<Duration> PRECONDITIONS =
      Keys.duration("preconditions", "3s", "1s", "1h", "For so long all must be calm before.");
  static final Key<Duration> PATIENCE =
      Keys.duration("patience", "60s", "1s", "1d", "How long that, and the return, may take.");
  static final Key<Duration> BASELINE =
      Keys.duration("baseline", "5s", "1s", "1d", "How long is measured before the fault.");
  static final Key<List<Integer>> STEPS =
      Keys.list(
          "steps",
          "1,25,75,100",
          "percentages that rise, 1 to 100",
          "How much an evacuation sends away, step by step.",
          Integer::valueOf,
          DrillKeys::isRising);
  static final Key<Duration> STEP =
      Keys.duration("step", "5s", "1s", "1d", "How long each step but the last lasts.");
  static final Key<Duration> HOLD =
      Keys.duration("hold", "10s", "1s", "30d", "How long the fault, or the last step, lasts.");
  static final Key<Duration> SETTLE =
      Keys.duration("settle", "3s", "1s", "1d", "How long the load goes on after the return.");
  static final Key<Duration> EXPIRY =
      Keys.duration(
          "expiry", "60s", "1s", "30d", "After it a fault ends by itself, whoever controls it.");
  static final Key<Duration> GC_GRACE =
      Keys.duration(
          "gc-grace",
          "10d",
          "1s",
          "365d",
          "gc_grace_seconds of the tables: nothing is kept away so long.");

  static final Key<Double> STOP_ERRORS =
      percent("stop.error-rate", "50", "Of the harmed region's requests: breaks off above.");
  static final Key<Double> STOP_SURVIVORS =
      percent("stop.survivor-error-rate", "5", "Of the other regions' requests: breaks off above.");
  static final Key<Duration> STOP_P99 =
      Keys.duration(
          "stop.survivor-p99",
          "3s",
          "1ms",
          "1m",
          "Of the other regions' requests: breaks off above.");
  static final Key<Duration> STOP_WINDOW =
      Keys.duration(
          "stop.window", "5s", "1s", "5m", "What the stop conditions look at, up to now.");

  static final Key<String> TARGETS =
      Keys.text(
          "cluster.regions",
          "",
          "Where clients reach another cluster than the demo's, in the order of failover:"
              + " eu/0 = HOST:PORT, HOST:PORT; us/1 = HOST:PORT.");
  static final Key<String> ADMIN =
      Keys.text(
          "cluster.admin",
          "",
          "Where operators reach it: eu = HOST:PORT, HOST:PORT; us = HOST:PORT.");
  static final Key<Duration> HOOK_TIMEOUT =
      Keys.duration("hooks.timeout", "30s", "1s", "1h", "Of each hook.");
  static final List<Key<String>> HOOKS =
      List.of(
          hook("kill", "Kills what the scope means."),
          hook("stop", "Stops and starts it, in order."),
          hook("pause", "Freezes it."),
          hook("slow", "Slows it down."),
          hook("cut", "Lets nothing pass."),
          hook(Hooks.COLD, "Starts the nodes of the other regions anew."),
          hook(Hooks.CHECK, "Ends with 0 if the fault is there."),
          hook(Hooks.HEAL, "Undoes all of it; may run more than once."));

  private DrillKeys() {}

  /** All of them, in the order in which they are told. */
  public static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>();
    all.addAll(List.of(ABOUT, MODE, REGION, PART, COLD, RTO, RPO, ERRORS, P99, STALE));
    all.addAll(List.of(SESSIONS, THINK, CHANNELS, STRONG, EVERY_REGION, HOT_READS, SURGE, SEED));
    all.addAll(
        List.of(PRECONDITIONS, PATIENCE, BASELINE, STEPS, STEP, HOLD, SETTLE, EXPIRY, GC_GRACE));
    all.addAll(List.of(STOP_ERRORS, STOP_SURVIVORS, STOP_P99, STOP_WINDOW));
    all.addAll(List.of(TARGETS, ADMIN, HOOK_TIMEOUT));
    all.addAll(HOOKS);
    return all;
  }

  private static Key<String> hook(String name, String meaning) {
    return Keys.of("hooks." + name, "", "a command for /bin/sh", meaning, text -> text);
  }

  private static Key<Double> percent(String name, String fallback, String meaning) {
    return Keys.of(
        name,
        fallback,
        "0 to 100, in percent",
        meaning,
        text -> {
          double value = Double.parseDouble(text);
          if (!(value >= 0 && value <= ALL)) {
            throw new IllegalArgumentException("not a percentage");
          }
          return value;
        });
  }

  private static boolean isRising(List<Integer> steps) {
    for (int i = 0; i < steps.size(); i++) {
      int before = i == 0 ? 0 : steps.get(i - 1);
      if (steps.get(i) <= before || steps.get(i) > ALL) {
        return false;
      }
    }
    return !steps.isEmpty();
  }
}
