package dev.weir.chaos.sim;

import dev.weir.chaos.sim.database.DatabaseShape;
import dev.weir.chaos.sim.members.GroupTimes;
import dev.weir.chaos.sim.stage.ClientPlan;
import dev.weir.chaos.sim.stage.StagePlan;
import dev.weir.chaos.sim.world.Chance;
import dev.weir.chaos.sim.world.Network.Distances;
import dev.weir.chaos.workload.Habits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Draws what there is in a run, and what is asked: each concern from a source of its own. Whatever
 * is drawn is within what an operator may sensibly configure.
 */
final class Plans {

  private static final int[] REGIONS = {1, 1, 2, 2, 2, 3};
  private static final int[] NODES = {1, 2, 2, 3, 3, 4};

  private Plans() {}

  static StagePlan stage(long seed) {
    SplittableRandom random = Chance.of(seed, "stage");
    int regions = REGIONS[random.nextInt(REGIONS.length)];
    List<Integer> nodes = new ArrayList<>();
    int most = regions == 3 ? 4 : NODES.length;
    for (int region = 0; region < regions; region++) {
      nodes.add(NODES[random.nextInt(most)]);
    }
    Distances distances = distances(Chance.of(seed, "distances"));
    return new StagePlan(
        seed,
        nodes,
        database(Chance.of(seed, "database shape"), regions),
        distances,
        times(Chance.of(seed, "times")),
        settings(Chance.of(seed, "settings")),
        clients(Chance.of(seed, "clients"), regions));
  }

  private static Distances distances(SplittableRandom random) {
    return new Distances(
        Chance.skewed(random, 50_000, 2_000_000),
        Chance.skewed(random, 4_000_000, 80_000_000),
        random.nextDouble());
  }

  private static DatabaseShape database(SplittableRandom random, int regions) {
    return new DatabaseShape(
        regions,
        random.nextInt(3) == 0 ? 1 : 3,
        Duration.ofNanos(Chance.skewed(random, 200_000, 4_000_000)),
        Chance.within(random, 8, 64),
        Duration.ofMillis(Chance.skewed(random, 500, 4_000)),
        Duration.ofMillis(Chance.skewed(random, 800, 5_000)),
        Duration.ofMillis(Chance.skewed(random, 500, 2_000)),
        Duration.ofMillis(Chance.skewed(random, 1_000, 15_000)));
  }

  private static GroupTimes times(SplittableRandom random) {
    return new GroupTimes(
        Duration.ofMillis(Chance.skewed(random, 30, 1_000)),
        Duration.ofMillis(Chance.skewed(random, 1_000, 5_000)),
        Duration.ofMillis(Chance.skewed(random, 500, 4_000)),
        Duration.ofMillis(Chance.skewed(random, 1, 300)));
  }

  private static Map<String, String> settings(SplittableRandom random) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("cluster.ranges", random.nextBoolean() ? "64" : "256");
    settings.put("cluster.restart", millis(random, 5_000, 60_000));
    settings.put("cluster.hold-down", millis(random, 1_000, 10_000));
    settings.put("limits.adaptive", Boolean.toString(random.nextInt(4) > 0));
    settings.put("limits.least-in-flight", number(random, 32, 64));
    settings.put("limits.in-flight", number(random, 64, 4_096));
    settings.put("limits.connection-in-flight", number(random, 16, 1_024));
    settings.put("flights.join-cut-off", millis(random, 20, 1_000));
    settings.put("flights.waiters-per-flight", number(random, 2, 20_000));
    settings.put("flights.waiters", number(random, 128, 200_000));
    settings.put("flights.waiters-per-channel", number(random, 96, 50_000));
    settings.put("flights.per-channel", number(random, 1, 256));
    settings.put("flights.channels", number(random, 64, 16_384));
    settings.put("hot.reads-per-second", number(random, 20, 2_000));
    settings.put("failover.hedge-after", millis(random, 100, 500));
    settings.put("failover.hold-down", millis(random, 1_000, 5_000));
    settings.put("failover.probe-every", millis(random, 100, 400));
    settings.put("failover.local-limit", millis(random, 400, 1_000));
    settings.put("failover.local-in-flight", number(random, 256, 8_192));
    settings.put("failover.cross-region-in-flight", number(random, 64, 1_024));
    settings.put("database.request-timeout", millis(random, 800, 2_000));
    settings.put("database.durability", random.nextInt(8) == 0 ? "every-region" : "region");
    settings.put("failover.retry-credit", number(random, 20, 1_000));
    return settings;
  }

  private static String millis(SplittableRandom random, long least, long most) {
    return Chance.skewed(random, least, most) + "ms";
  }

  private static String number(SplittableRandom random, long least, long most) {
    return Long.toString(Chance.skewed(random, least, most));
  }

  private static ClientPlan clients(SplittableRandom random, int regions) {
    return new ClientPlan(
        Chance.within(random, 1, regions == 1 ? 4 : 3),
        Duration.ofMillis(Chance.skewed(random, 1_500, 5_000)),
        Duration.ofMillis(Chance.skewed(random, 200, 600)),
        Chance.within(random, 2, 4),
        4_096,
        random.nextInt(4) > 0);
  }

  /** What is asked, so that a run of this length holds some thousand operations. */
  static LoadPlan load(long seed, Duration length, int regions) {
    SplittableRandom random = Chance.of(seed, "load");
    int sessions = Chance.within(random, 8, 32);
    long operations = Chance.within(random, 2_500, 5_000) * length.toSeconds() / 300;
    double goesOn = 0.4 + 0.4 * random.nextDouble();
    double perTime = 1 / (1 - goesOn);
    long every = (long) (length.toNanos() * sessions * perTime / Math.max(1, operations));
    Habits habits =
        new Habits(
            random.nextBoolean() ? 0.15 * random.nextDouble() : 0,
            random.nextBoolean(),
            random.nextBoolean() ? 0.3 * random.nextDouble() : 0,
            random.nextBoolean() ? 0.2 * random.nextDouble() : 0,
            random.nextBoolean() ? 0.2 * random.nextDouble() : 0,
            0.05 * random.nextDouble(),
            Duration.ZERO);
    return new LoadPlan(
        sessions,
        Chance.within(random, 2, 10),
        Chance.within(random, 1, 8),
        Duration.ofNanos(every),
        goesOn,
        habits);
  }
}
