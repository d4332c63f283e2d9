package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.Cpu;
import dev.weir.chaos.bench.load.Plan;
import dev.weir.chaos.bench.load.Rounds;
import dev.weir.chaos.bench.rival.BareDriver;
import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.messages.Ticker;
import dev.weir.node.cli.Shell;
import dev.weir.node.database.Member;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One node and one database, both processes of their own, and in this process a client of each: the
 * same channels, asked in two ways.
 */
final class Arena implements AutoCloseable {

  private static final int PORT = 7_470;
  private static final String DATABASE = "127.0.1.10";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ClientConfig.Limits LIMITS = new ClientConfig.Limits(20_000, 64 << 20, 3);

  /** All callers are on one connection, and none of them is to be refused. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "limits.in-flight", "20000",
          "limits.connection-in-flight", "20000",
          "limits.connections", "20000");

  private final RegionPlan region = RegionTrial.plan(1, PORT, DATABASE).with(SETTINGS);
  private final Ticker ticker;
  private final Consumer<String> progress;
  private final Cluster cluster;
  private final WeirClient client;
  private final BareDriver driver;
  private final Channels channels;

  private Arena(Shell shell) throws IOException {
    ticker = shell.ticker();
    progress = BenchScenario.progress(shell);
    cluster =
        Cluster.start(List.of(region), ClusterTuning.FAST, BenchScenario.directory(), progress);
    try {
      client =
          WeirClient.connect(
              ClientConfig.of(region.nodes().stream().map(NodePlan::listen).toList())
                  .withTimeout(TIMEOUT)
                  .withLimits(LIMITS));
      driver =
          new BareDriver(new InetSocketAddress(DATABASE, Member.CQL_PORT), region.region().name());
      channels = new Channels(driver, shell.clock().millis());
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts everything; blocks until it serves. */
  static Arena start(Shell shell) throws IOException {
    return new Arena(shell);
  }

  /** Fills the first channels with so many messages each; blocks. */
  void fill(int howMany, int messages) throws InterruptedException {
    progress.accept("filling %d channels with %d messages".formatted(howMany, messages));
    channels.fill(howMany, messages);
  }

  Channels channels() {
    return channels;
  }

  WeirClient client() {
    return client;
  }

  BareDriver driver() {
    return driver;
  }

  Call call() {
    return Call.by(Deadline.in(TIMEOUT, ticker));
  }

  /** A page of Weir's. */
  CompletionStage<Page> read(ChannelId channel, Slice slice, int limit) {
    return client.history(new History(channel, slice, limit), call());
  }

  /** The same of the driver alone. */
  CompletionStage<List<Message>> readBare(ChannelId channel, int limit) {
    return driver.newest(channel, last(), limit);
  }

  /** An id in the bucket that holds all messages. */
  MessageId last() {
    return channels.id(0);
  }

  NodePlan node() {
    return region.nodes().getFirst();
  }

  NodeMetrics metrics() {
    return NodeMetrics.of(node());
  }

  /** The node's process. */
  long pid() {
    return cluster.pid(node().id());
  }

  Rounds rounds(Plan plan) {
    return new Rounds(plan, new Cpu.Meter(pid(), cluster.databasePid(region)), ticker, progress);
  }

  @Override
  public void close() {
    client.close();
    driver.close();
    cluster.close();
  }
}
