package dev.weir.chaos.bench;

import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A region of three nodes that takes bursts of ten thousand requests, and beside it a stranger: a
 * node on the same database that knows nobody and believes to own everything, too.
 */
final class FlightRegion implements AutoCloseable {

  private static final int NODES = 3;
  private static final int BASE_PORT = 7_440;
  private static final String DATABASE = "127.0.1.7";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ClientConfig.Limits LIMITS = new ClientConfig.Limits(20_000, 64 << 20, 3);

  /** A node that works off a burst is slow, not dead: nobody asks another one again. */
  private static final Duration SUSPECT_AFTER = Duration.ofSeconds(5);

  /**
   * Of a node: a burst is to meet no limit and to wait for a database that is held, and reads that
   * come within the second of that are under way at the same time.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "limits.in-flight", "20000",
          "limits.adaptive", "false",
          "flights.join-cut-off", "5s",
          "database.request-timeout", "20s",
          "cluster.hold-down", "1s");

  private final RegionPlan plan = RegionTrial.plan(NODES, BASE_PORT, DATABASE).with(SETTINGS);
  private final NodePlan stranger = NodePlan.local("stranger", BASE_PORT + NODES);
  private final Cluster cluster;
  private final Ticker ticker;

  private FlightRegion(Path directory, Ticker ticker, Consumer<String> progress) {
    this.ticker = ticker;
    this.cluster = Cluster.start(List.of(plan), ClusterTuning.FAST, directory, progress);
  }

  /** Starts the three; blocks until they serve by one table. */
  static FlightRegion start(Path directory, Ticker ticker, Consumer<String> progress) {
    FlightRegion region = new FlightRegion(directory, ticker, progress);
    try {
      RegionTrial.awaitOneTable(region.nodes(), 0, ticker);
      return region;
    } catch (RuntimeException e) {
      region.close();
      throw e;
    }
  }

  /** The three. */
  List<NodePlan> nodes() {
    return plan.nodes();
  }

  NodePlan stranger() {
    return stranger;
  }

  /** Starts the stranger; blocks until it owns everything, by its own word. */
  void startStranger() {
    cluster.start(
        new RegionPlan(plan.region(), plan.number(), plan.databaseAddress(), List.of(stranger))
            .with(SETTINGS),
        stranger);
    Patience.await(
        "the stranger to own everything", () -> NodeMetrics.of(stranger).owned() == 4_096, ticker);
  }

  void holdDatabase() {
    cluster.pauseDatabase(plan);
  }

  void releaseDatabase() {
    cluster.resumeDatabase(plan);
  }

  void kill(NodePlan node) {
    cluster.kill(node.id());
  }

  void restart(NodePlan node) {
    cluster.start(plan, node);
  }

  /** A client that begins with these nodes. */
  static WeirClient clientOf(List<NodePlan> nodes) {
    return WeirClient.connect(
        ClientConfig.of(nodes.stream().map(NodePlan::listen).toList())
            .withTimeout(TIMEOUT)
            .withLimits(LIMITS)
            .withConnecting(patient(ClientConfig.Connecting.DEFAULT)));
  }

  private static ClientConfig.Connecting patient(ClientConfig.Connecting usual) {
    return new ClientConfig.Connecting(
        usual.timeout(),
        usual.attemptTimeout(),
        usual.minBackoff(),
        usual.maxBackoff(),
        usual.pingInterval(),
        SUSPECT_AFTER);
  }

  /** The sum of a value over nodes. */
  static long sum(List<NodePlan> nodes, String series) {
    return nodes.stream().mapToLong(node -> (long) NodeMetrics.of(node).value(series)).sum();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
