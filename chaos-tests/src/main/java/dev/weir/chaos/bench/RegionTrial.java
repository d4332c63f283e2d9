package dev.weir.chaos.bench;

import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.workload.ChatLoad;
import dev.weir.chaos.workload.ChatLoadConfig;
import dev.weir.chaos.workload.Tally;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Append;
import dev.weir.messages.Get;
import dev.weir.messages.Ticker;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A region of some nodes under load, to which things are done while every call is counted and every
 * acknowledged message remembered.
 */
final class RegionTrial implements AutoCloseable {

  private static final int CHANNELS = 50;
  private static final double APPENDS = 0.1;
  private static final double HOT = 0.02;
  private static final int PAGE = 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration AFTER = Duration.ofSeconds(3);

  /**
   * What one disturbance did.
   *
   * @param calls answered from two seconds before it to three after all was well again
   * @param failed of them
   * @param slowestMillis of them
   * @param healedMillis until all nodes that are there served by one new table
   */
  record Figures(String what, long calls, long failed, double slowestMillis, double healedMillis) {}

  private final Ticker ticker;
  private final RegionPlan region;
  private final Cluster cluster;
  private final double formedMillis;
  private final WeirClient client;
  private final ChatLoad load;
  private final Queue<Append> acknowledged = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("trial-load").factory());

  private RegionTrial(
      Ticker ticker, RegionPlan region, Cluster cluster, double formedMillis, int perSecond) {
    this.ticker = ticker;
    this.region = region;
    this.cluster = cluster;
    this.formedMillis = formedMillis;
    this.client =
        WeirClient.connect(ClientConfig.of(region.nodes().stream().map(NodePlan::listen).toList()));
    this.load =
        new ChatLoad(
            client,
            new ChatLoadConfig(perSecond, APPENDS, CHANNELS, HOT, PAGE, TIMEOUT),
            new SplittableRandom(1),
            ticker);
    load.onAcknowledged(acknowledged::add);
  }

  /** A region {@code eu} of nodes {@code eu-1} and so on, whose database is not counted. */
  static RegionPlan plan(int nodes, int basePort, String databaseAddress) {
    return new RegionPlan(
        new Region("eu"),
        0,
        databaseAddress,
        IntStream.range(0, nodes)
            .mapToObj(i -> NodePlan.local("eu-" + (i + 1), basePort + i))
            .toList());
  }

  /** Starts the region, all nodes at once, and then the load; blocks. */
  static RegionTrial start(
      RegionPlan region, int perSecond, Path directory, Ticker ticker, Consumer<String> progress) {
    Cluster cluster =
        Cluster.startDatabases(List.of(region), ClusterTuning.SMALL, directory, progress);
    try {
      long begun = ticker.nanos();
      cluster.startNodes(progress);
      awaitOneTable(region.nodes(), 0, ticker);
      double formedMillis = (ticker.nanos() - begun) / 1e6;
      RegionTrial trial = new RegionTrial(ticker, region, cluster, formedMillis, perSecond);
      trial.load.start(trial.scheduler);
      progress.accept("warming up");
      Patience.pass(Duration.ofSeconds(5), ticker);
      return trial;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** From the start of the nodes' processes until all served by one table of all. */
  double formedMillis() {
    return formedMillis;
  }

  Cluster cluster() {
    return cluster;
  }

  RegionPlan region() {
    return region;
  }

  /**
   * Does something to the region while it is under load, and waits until all is well again.
   *
   * @param there the nodes that are there afterwards, by a new table; empty if it stays the same
   */
  Figures disturb(String what, Runnable disturbance, List<NodePlan> there) {
    load.interval();
    Patience.pass(BEFORE, ticker);
    long epoch =
        region.nodes().stream().mapToLong(node -> NodeMetrics.of(node).epoch()).max().orElse(0);
    long begun = ticker.nanos();
    disturbance.run();
    if (!there.isEmpty()) {
      awaitOneTable(there, epoch, ticker);
    }
    double healed = (ticker.nanos() - begun) / 1e6;
    Patience.pass(AFTER, ticker);
    return figures(what, healed);
  }

  /** What came since the last figures were taken. */
  Figures figures(String what, double healedMillis) {
    Tally tally = load.interval();
    return new Figures(
        what, tally.reads() + tally.appends(), tally.errors(), tally.slowestMillis(), healedMillis);
  }

  /** Stops the load, and waits for what is under way. */
  void settle() {
    load.close();
    Patience.await("the last answers", () -> load.inFlight() == 0, ticker);
  }

  /** The acknowledged messages that cannot be read, out of {@link #acknowledged}. */
  List<Append> missing() {
    List<Append> missing = new ArrayList<>();
    for (Append append : acknowledged) {
      Get get = new Get(append.channel(), append.id());
      boolean found =
          client.get(get, client.call()).toCompletableFuture().join().message().isPresent();
      if (!found) {
        missing.add(append);
      }
    }
    return missing;
  }

  long acknowledged() {
    return acknowledged.size();
  }

  /** Failures so far, by code. */
  String errors() {
    return load.total().errorsByCode();
  }

  void pass(Duration time) {
    Patience.pass(time, ticker);
  }

  /** Blocks until these nodes, and no others, serve by one table that is newer than an epoch. */
  static void awaitOneTable(List<NodePlan> nodes, long afterEpoch, Ticker ticker) {
    Patience.await(
        "one table of " + nodes.stream().map(NodePlan::id).toList(),
        () -> {
          List<NodeMetrics> all = nodes.stream().map(NodeMetrics::of).toList();
          return all.stream()
                  .allMatch(node -> node.members() == nodes.size() && node.epoch() > afterEpoch)
              && all.stream().map(NodeMetrics::epoch).distinct().count() == 1
              && all.stream().mapToLong(NodeMetrics::owned).sum() == 4_096
              && all.stream().allMatch(node -> afterEpoch > 0 || node.owned() > 0);
        },
        ticker);
  }

  List<NodePlan> without(NodeId node) {
    return region.nodes().stream().filter(plan -> !plan.id().equals(node)).toList();
  }

  @Override
  public void close() {
    load.close();
    scheduler.shutdownNow();
    client.close();
    cluster.close();
  }
}
