package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.CqlPing;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.demo.DemoCommand.Victim;
import dev.weir.chaos.nemesis.Guardian;
import dev.weir.chaos.nemesis.RegionHosts;
import dev.weir.chaos.nemesis.SlowMotion;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.database.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is done to a demo's cluster, and undone. Blocks; for any thread, one after the other. */
final class Mischief implements AutoCloseable {

  /** Nothing is frozen for longer, even if the demo is killed meanwhile. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private static final Duration GUARDIAN_LIMIT = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final List<RegionPlan> regions;
  private final Optional<RegionHosts> hosts;
  private final List<SlowMotion> slow = new ArrayList<>();
  private final List<Guardian> guardians = new ArrayList<>();
  private final Set<String> frozen = new LinkedHashSet<>();
  private final List<Runnable> thaws = new ArrayList<>();
  private DemoCommand.@Nullable Cut cut;

  Mischief(Cluster cluster, List<RegionPlan> regions, Optional<RegionHosts> hosts) {
    this.cluster = cluster;
    this.regions = regions;
    this.hosts = hosts;
  }

  /** Kills those of the victim's processes that run. */
  synchronized void kill(Victim victim) {
    switch (victim) {
      case Victim.Whole whole -> {
        killDatabase(whole.region());
        cluster.killNodes(whole.region());
      }
      case Victim.Database database -> killDatabase(database.region());
      case Victim.Node node -> cluster.kill(node.node().id());
    }
  }

  private void killDatabase(RegionPlan region) {
    if (cluster.isDatabaseRunning(region)) {
      cluster.killDatabase(region);
    }
  }

  /** Lets the victim's processes run for a tenth of the time. */
  synchronized void slow(Victim victim) {
    for (Process each : processes(victim)) {
      guard(each);
      slow.add(new SlowMotion(each.pause(), each.resume()));
    }
  }

  /** Freezes the victim's processes. */
  synchronized void freeze(Victim victim) {
    for (Process each : processes(victim)) {
      guard(each);
      each.pause().run();
      frozen.add(each.name());
      thaws.add(each.resume());
    }
  }

  private void guard(Process process) {
    guardians.add(
        Guardian.watch(
            LONGEST,
            "kill -CONT " + process.pid(),
            GUARDIAN_LIMIT,
            cluster.directory().resolve("guardian.log").toFile()));
  }

  /** A process that runs. */
  private record Process(String name, long pid, Runnable pause, Runnable resume) {}

  private List<Process> processes(Victim victim) {
    List<Process> all = new ArrayList<>();
    switch (victim) {
      case Victim.Whole whole -> {
        all.addAll(processes(new Victim.Database(whole.region())));
        whole.region().nodes().forEach(node -> all.addAll(processes(new Victim.Node(node))));
      }
      case Victim.Database database -> {
        RegionPlan region = database.region();
        if (cluster.isDatabaseRunning(region)) {
          all.add(
              new Process(
                  victim.word(),
                  cluster.databasePid(region),
                  () -> cluster.pauseDatabase(region),
                  () -> cluster.resumeDatabase(region)));
        }
      }
      case Victim.Node each -> {
        NodePlan node = each.node();
        if (cluster.isRunning(node.id())) {
          all.add(
              new Process(
                  victim.word(),
                  cluster.pid(node.id()),
                  () -> cluster.pause(node.id()),
                  () -> cluster.resume(node.id())));
        }
      }
    }
    return all;
  }

  /** Stops the victim's nodes in order, one after the other; returns when all serve again. */
  synchronized void restart(Victim victim) {
    for (RegionPlan region : regions) {
      for (NodePlan node : region.nodes()) {
        boolean isMeant =
            victim instanceof Victim.Whole(RegionPlan whole)
                ? whole.equals(region)
                : victim instanceof Victim.Node(NodePlan one) && one.equals(node);
        if (isMeant) {
          cluster.stop(node.id());
          cluster.start(region, node);
        }
      }
    }
  }

  /**
   * Lets nothing pass.
   *
   * @throws WeirException {@code UNAVAILABLE} if all are on one host
   */
  synchronized void cut(DemoCommand.Cut asked) {
    RegionHosts all =
        hosts.orElseThrow(() ->
            new WeirException(
                ErrorCode.UNAVAILABLE,
                "all is on one host, whose links cannot be cut: start it with weir demo --apart"));
    all.cut(hostsOf(all, asked.from()), hostsOf(all, asked.to()));
    if (asked.bothWays()) {
      all.cut(hostsOf(all, asked.to()), hostsOf(all, asked.from()));
    }
    cut = asked;
  }

  private static List<Integer> hostsOf(RegionHosts all, Victim victim) {
    return switch (victim) {
      case Victim.Whole whole -> all.of(whole.region());
      case Victim.Database database -> all.of(database.region()).subList(0, 1);
      case Victim.Node node -> List.of(all.of(node.node()));
    };
  }

  /** Undoes everything; blocks until all databases and nodes serve. */
  synchronized void heal() {
    close();
    // A node that starts waits for its database.
    CompletableFuture<Void> databases =
        CompletableFuture.runAsync(() -> regions.forEach(cluster::startDatabase));
    regions.forEach(cluster::startNodes);
    databases.join();
  }

  /** What is not as it should be, as it is looked at now, for people; "all is well" if nothing. */
  synchronized String told() {
    List<String> told = new ArrayList<>();
    for (RegionPlan region : regions) {
      if (!cluster.isDatabaseRunning(region)) {
        told.add(region.region() + "-db is dead");
      } else if (!CqlPing.answers(region)) {
        told.add(region.region() + "-db does not answer");
      }
      for (NodePlan node : region.nodes()) {
        if (!cluster.isRunning(node.id())) {
          told.add(node.id() + " is dead");
        }
      }
    }
    frozen.forEach(name -> told.add(name + " is frozen"));
    if (!slow.isEmpty()) {
      told.add("%d in slow motion".formatted(slow.size()));
    }
    if (cut != null) {
      told.add(cutTold(cut));
    }
    return told.isEmpty() ? "all is well" : String.join(", ", told);
  }

  private String cutTold(DemoCommand.Cut asked) {
    RegionHosts all = hosts.orElseThrow();
    int from = hostsOf(all, asked.from()).getLast();
    int to = hostsOf(all, asked.to()).getLast();
    return "%s %s %s: %s"
        .formatted(
            asked.from().word(),
            asked.bothWays() ? "and" : "to",
            asked.to().word(),
            all.isCut(from, to, port(asked.to())) ? "no connection" : "packets still pass");
  }

  /** Where what is asked last of a victim's hosts listens. */
  private static int port(Victim victim) {
    return switch (victim) {
      case Victim.Whole whole -> whole.region().nodes().getLast().listen().port();
      case Victim.Database _ -> Member.CQL_PORT;
      case Victim.Node node -> node.node().listen().port();
    };
  }

  /** Lets whatever is slow, frozen or cut off go on. */
  @Override
  public synchronized void close() {
    slow.forEach(SlowMotion::close);
    slow.clear();
    thaws.forEach(Mischief::thaw);
    thaws.clear();
    frozen.clear();
    guardians.forEach(Guardian::close);
    guardians.clear();
    if (cut != null) {
      hosts.ifPresent(RegionHosts::heal);
      cut = null;
    }
  }

  private static void thaw(Runnable resume) {
    try {
      resume.run();
    } catch (RuntimeException _) {
      // It is gone, and needs nobody to let it go on.
    }
  }
}
