package dev.weir.node.bridge;

import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.orders.OrderBook;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in what regions know of each other: tells its region of this node, and, as the
 * region's site master, the other regions of its region; keeps what they tell.
 *
 * <p>{@link #start} and {@link #close} are for one thread; everything else is for any, and does not
 * block. A bridge that cannot be joined is tried again: the node serves without it.
 */
public final class Bridge implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Bridge.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LEAVE = Duration.ofSeconds(3);

  private final BridgeConfig config;
  private final NodeId self;
  private final Home home;
  private final OrderBook orders;
  private final Ticker ticker;
  private final InstantSource wall;
  private final BridgeMetrics metrics;
  private final long started;
  private final NeighbourWatch watch;
  private final Reports reports = new Reports();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weir-bridge").factory());

  /** Touched by the thread alone, as is what follows. */
  private @Nullable RelayedChannel channel;

  private long sequence;
  private final Map<Region, Neighbour.State> told = new TreeMap<>();
  private volatile Map<ChannelId, Long> awaited = Map.of();

  private Bridge(
      BridgeConfig config,
      NodeId self,
      Home home,
      OrderBook orders,
      Ticker ticker,
      InstantSource wall,
      MeterRegistry registry) {
    this.config = config;
    this.self = self;
    this.home = home;
    this.orders = orders;
    this.ticker = ticker;
    this.wall = wall;
    this.started = wall.millis();
    this.watch = new NeighbourWatch(config, self);
    this.metrics = new BridgeMetrics(registry, this::neighbours);
  }

  /** Where a bridge gets its times. */
  public record Clocks(Ticker ticker, InstantSource wall) {}

  /**
   * Starts to join the bridge, in the background.
   *
   * @param home what the node tells of itself
   * @param orders told to other regions, and learnt from them
   * @throws WeirException {@code PORT_TAKEN}
   */
  public static Bridge start(
      BridgeConfig config,
      NodeId self,
      Home home,
      OrderBook orders,
      Clocks clocks,
      MeterRegistry registry) {
    RelayedChannel.requirePorts(config);
    Bridge bridge =
        new Bridge(config, self, home, orders, clocks.ticker(), clocks.wall(), registry);
    bridge.every(EVERY, bridge::tell);
    bridge.every(LOOK, bridge::look);
    return bridge;
  }

  /** A task that fails once must not end for ever. */
  private void every(Duration interval, Runnable task) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                log.error("the bridge met a defect", e);
              }
            },
            0,
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void tell() {
    try {
      RelayedChannel joined = channel;
      if (joined == null) {
        joined = RelayedChannel.connect(config, self, this::receive);
        channel = joined;
      }
      joined.sendHome(BridgeBytes.of(new Report(stamp(), home.report(), home.hot())));
      if (joined.isSiteMaster()) {
        joined.sendEverywhere(BridgeBytes.of(digest(stamp(), watch.echoes(ticker.nanos()))));
      }
    } catch (Exception e) {
      log.warn("the bridge between regions is not there, it is tried again: {}", e.toString());
    }
  }

  private Stamp stamp() {
    return new Stamp(self, started, ++sequence, nowMicros());
  }

  private Digest digest(Stamp stamp, List<Echo> echoes) {
    long nowNanos = ticker.nanos();
    return new Digest(
        config.home(),
        config.number(),
        stamp,
        home.epoch(),
        reports.nodes(nowNanos),
        reports.hot(nowNanos),
        echoes,
        watch.clocks(),
        orders.known());
  }

  private long nowMicros() {
    Instant now = wall.instant();
    return TimeUnit.SECONDS.toMicros(now.getEpochSecond())
        + TimeUnit.NANOSECONDS.toMicros(now.getNano());
  }

  /** On JGroups' threads. */
  private void receive(byte[] bytes) {
    long nowNanos = ticker.nanos();
    if (BridgeBytes.isReport(bytes)) {
      BridgeBytes.report(bytes)
          .ifPresentOrElse(report -> reports.hear(report, nowNanos), metrics::malformed);
      return;
    }
    BridgeBytes.digest(bytes).ifPresentOrElse(digest -> hear(digest, nowNanos), metrics::malformed);
  }

  private void hear(Digest digest, long nowNanos) {
    if (watch.hear(digest, nowNanos, nowMicros())) {
      metrics.heard();
      orders.learn(digest.orders());
    } else {
      metrics.malformed();
    }
  }

  /** Tells the log of regions that fall silent or speak again. */
  private void look() {
    Neighbours now = neighbours();
    awaited = now.hot();
    for (Neighbour neighbour : now.all()) {
      Neighbour.State state = neighbour.state();
      Neighbour.State before = told.put(neighbour.region(), state);
      if (before != null && before != state) {
        log.info("region {} is {} now, {} before", neighbour.region(), state, before);
      }
    }
  }

  /** What is known of the other regions now. */
  public Neighbours neighbours() {
    return watch.now(ticker.nanos());
  }

  /**
   * How often clients in regions that have fallen silent read a channel, a second; they may come
   * here next. 0 for almost every channel. Quick: asked for each answer.
   */
  public long awaited(ChannelId channelOfThem) {
    return awaited.getOrDefault(channelOfThem, 0L);
  }

  /** This region as its site master would tell of it now; the same at every node. */
  public Neighbour here() {
    return new Neighbour(
        config.home(),
        OptionalInt.of(config.number()),
        Optional.of(digest(new Stamp(self, started, 0, nowMicros()), List.of())),
        Duration.ZERO,
        Optional.empty());
  }

  /** Who speaks for this region; empty until the first digest of its own. */
  public Optional<NodeId> siteMaster() {
    return watch.siteMaster();
  }

  /** Leaves; blocks for some seconds at most. */
  @Override
  public void close() {
    thread.execute(() -> {
      if (channel != null) {
        channel.close();
        channel = null;
      }
    });
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LEAVE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
