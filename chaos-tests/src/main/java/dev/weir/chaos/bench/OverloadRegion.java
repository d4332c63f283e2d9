package dev.weir.chaos.bench;

import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.CpuQuota;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A node, with a limit that learns nothing at first, and its database, full of channels and warm,
 * of which the database is then given so little of a processor that it is the bottleneck, whatever
 * node and load need.
 */
final class OverloadRegion implements AutoCloseable {

  private static final int BASE_PORT = 7_450;
  private static final String DATABASE = "127.0.1.6";
  private static final double DATABASE_SHARE = 0.3;
  private static final int CHANNELS = 10_000;
  private static final int MESSAGES = 10;
  private static final long FIRST_MILLIS = 1_700_000_000_000L;
  private static final int AT_ONCE = 64;
  private static final double WARM_RATE = 1_500;
  private static final Duration WARMING = Duration.ofSeconds(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ClientConfig.Limits LIMITS = new ClientConfig.Limits(100_000, 256 << 20, 3);
  private static final Map<String, String> ADAPTIVE =
      Map.of("limits.connection-in-flight", "65536");
  private static final Map<String, String> FIXED =
      Map.of("limits.connection-in-flight", "65536", "limits.adaptive", "false");

  private final RegionPlan plan = RegionTrial.plan(1, BASE_PORT, DATABASE).with(FIXED);
  private final Cluster cluster;
  private final Ticker ticker;
  private WeirClient client;
  private OpenLoad load;
  private Optional<CpuQuota> quota = Optional.empty();

  private OverloadRegion(Path directory, Ticker ticker, Consumer<String> progress) {
    this.ticker = ticker;
    this.cluster = Cluster.start(List.of(plan), ClusterTuning.FAST, directory, progress);
    this.client = connect();
    this.load = new OpenLoad(client, CHANNELS, TIMEOUT, ticker);
  }

  /** Starts both, fills and warms them, and takes from the database; blocks for a minute. */
  static OverloadRegion start(Path directory, Ticker ticker, Consumer<String> progress) {
    OverloadRegion region = new OverloadRegion(directory, ticker, progress);
    try {
      progress.accept("filling %d channels".formatted(CHANNELS));
      region.fill();
      progress.accept("warming up");
      region.load.offer(WARM_RATE, WARMING);
      progress.accept("the database gets %.0f %% of a processor".formatted(100 * DATABASE_SHARE));
      region.quota = Optional.of(region.cluster.limitDatabase(region.plan, DATABASE_SHARE));
      return region;
    } catch (RuntimeException e) {
      region.close();
      throw e;
    }
  }

  /** The load of this region's channels. */
  OpenLoad load() {
    return load;
  }

  /** The same node anew, with the limit that nodes have; blocks until it serves. */
  void restartAdaptive() {
    client.close();
    cluster.stop(node().id());
    cluster.start(plan.with(ADAPTIVE), node());
    client = connect();
    load = new OpenLoad(client, CHANNELS, TIMEOUT, ticker);
  }

  /** Requests that the node has answered, one way or another. */
  long received() {
    return (long) NodeMetrics.of(node()).sum("weir_requests_seconds_count{");
  }

  /** Queries that the node sent the database again, after a failure or beside a slow one. */
  long repeated() {
    NodeMetrics metrics = NodeMetrics.of(node());
    return (long)
        (metrics.value("weir_failover_retries_total") + metrics.value("weir_flight_hedges_total"));
  }

  /** Requests that the node gives the database at once. */
  double limit() {
    return NodeMetrics.of(node()).value("weir_work_limit");
  }

  private NodePlan node() {
    return plan.nodes().getFirst();
  }

  private WeirClient connect() {
    return WeirClient.connect(
        ClientConfig.of(plan.nodes().stream().map(NodePlan::listen).toList())
            .withTimeout(PATIENCE)
            .withLimits(LIMITS));
  }

  private void fill() {
    Semaphore free = new Semaphore(AT_ONCE);
    AtomicInteger failures = new AtomicInteger();
    for (int i = 0; i < CHANNELS; i++) {
      free.acquireUninterruptibly();
      var _ =
          client
              .appendAll(messages(i), Call.by(Deadline.in(PATIENCE, ticker)))
              .whenComplete((done, failure) -> {
                failures.addAndGet(failure == null ? 0 : 1);
                free.release();
              });
    }
    free.acquireUninterruptibly(AT_ONCE);
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " channels could not be filled");
    }
  }

  private static AppendAll messages(int channel) {
    return new AppendAll(
        OpenLoad.channel(channel),
        IntStream.range(0, MESSAGES)
            .mapToObj(i ->
                Message.created(
                    MessageId.of(FIRST_MILLIS + i, 0, MessageId.IMPORT_WORKER, 0),
                    1,
                    Body.of("message %d of channel %d".formatted(i, channel))))
            .toList());
  }

  @Override
  public void close() {
    client.close();
    quota.ifPresent(CpuQuota::close);
    cluster.close();
  }
}
