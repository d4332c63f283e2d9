package dev.weir.node;

import dev.weir.client.Ground;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.AdminServer;
import dev.weir.node.admin.Check;
import dev.weir.node.bridge.Bridge;
import dev.weir.node.bridge.DatabaseHealth;
import dev.weir.node.failover.BreakerState;
import dev.weir.node.failover.FailoverStatus;
import dev.weir.node.failover.RegionStatus;
import dev.weir.node.ownership.OwnershipStatus;
import dev.weir.node.ownership.SharedMap;
import dev.weir.node.server.WeirServer;
import dev.weir.node.store.CqlStore;
import dev.weir.topology.NodeAddress;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: starts its parts in order and stops them in reverse.
 *
 * <pre>
 *   start:  store ─► region joined ─► core ─► worker's number ─► server
 *           ─► bridge to other regions ─► operators' port ─► announced
 *   stop:   restart announced ─► no new requests ─► answers in flight ─► connections ─► region left
 *           ─► store ─► operators' port
 * </pre>
 *
 * <p>What it does for its clients is in {@link NodeCore}; here are the machine, the database and
 * the cluster that this stands on.
 *
 * <p>{@link #start} and {@link #close} block and are for one thread.
 */
public final class Node implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final Duration RESTART_SAID = Duration.ofSeconds(2);

  private final NodeConfig config;
  private final Ground ground = Ground.machine();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** What to close, latest first. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private NodeAddress address;
  private NodeAddress adminAddress;

  private Node(NodeConfig config) {
    this.config = config;
    this.address = config.server().listen();
    this.adminAddress = config.adminListen();
  }

  /**
   * Starts a node; when this returns it serves.
   *
   * @throws WeirException {@code DATABASE_UNREACHABLE}, {@code PORT_TAKEN}; then nothing is left
   *     running
   */
  public static Node start(NodeConfig config) {
    Node node = new Node(config);
    try {
      node.start();
      return node;
    } catch (WeirException e) {
      node.close();
      throw e;
    }
  }

  private void start() {
    measureMachine();
    CqlStore store = keep(openStore());
    NodeCore core = keep(NodeCore.start(config, footing(store)));
    WeirServer server = keep(new WeirServer(core.door()));
    server.bindTo(registry);
    awaitLease(core);
    address = server.start();
    keep(() -> server.drain(config.drainTimeout()));
    Optional<Bridge> bridge = bridge(core, store);
    RegionDesk regions =
        new RegionDesk(
            config.identity(),
            config.workerRegion(),
            bridge,
            core.orders(),
            () -> Optional.of(FailoverViews.of(core.failover())),
            ground.wall());
    AdminServer admin =
        AdminServer.start(
            config.adminListen(),
            new NodeOperations(
                config.identity(),
                core.membership(),
                regions,
                () -> checks(core, store),
                ground.ticker()),
            registry);
    started.addLast(admin);
    adminAddress = new NodeAddress(config.adminListen().host(), admin.port());
    core.announce(config.advertise().orElse(address), adminAddress);
    keep(() -> sayRestart(core));
    log.info(
        "node {} of region {} serves clients at {}, operators at {}",
        config.identity().node(),
        config.identity().region(),
        address,
        adminAddress);
    if (config.insecure()) {
      log.warn("insecure: true: no encryption, no authentication; closed test networks only");
    }
  }

  /** The machine, the database and the region's cluster, which is joined here. */
  private Footing footing(CqlStore store) {
    return new Footing(
        ground,
        name ->
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory()),
        store,
        store.leases(config.workerRegion()),
        store.regionOrders(),
        SharedMap.join(
            config.ownership().cluster(), config.identity().region(), config.identity().node()),
        registry);
  }

  /** Waits until the node can name messages, or no longer than for the database. */
  private void awaitLease(NodeCore core) {
    try {
      var lease =
          core.leased()
              .toCompletableFuture()
              .get(config.databaseWait().toNanos(), TimeUnit.NANOSECONDS);
      log.info("names messages with {}", lease);
    } catch (TimeoutException | ExecutionException e) {
      log.warn(
          "no worker's number yet: other nodes must name the messages of clients without one", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sayRestart(NodeCore core) {
    try {
      core.restart().toCompletableFuture().get(RESTART_SAID.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.warn("the region may not know that this node is about to restart", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins to join the other regions, if there are any. */
  private Optional<Bridge> bridge(NodeCore core, CqlStore store) {
    if (config.bridge().isEmpty()) {
      return Optional.empty();
    }
    HomeView home =
        new HomeView(
            config.identity().node(),
            config.advertise().orElse(address),
            core.membership(),
            new Pace(this::requests, this::inFlight, config.limits()::inFlight, ground.ticker()),
            () -> checks(core, store).stream().allMatch(Check::ok),
            () -> health(core.failover()));
    Bridge bridge =
        keep(
            Bridge.start(
                config.bridge().get(),
                config.identity().node(),
                home,
                core.orders(),
                new Bridge.Clocks(ground.ticker(), ground.wall()),
                registry));
    core.await(bridge::awaited);
    return Optional.of(bridge);
  }

  private static DatabaseHealth health(FailoverStatus failover) {
    RegionStatus home = failover.regions().getFirst();
    boolean well = home.state() == BreakerState.CLOSED && home.reachable();
    return new DatabaseHealth(
        well,
        well ? "breaker closed" : FailoverViews.word(home.state()) + ": " + home.lastReason());
  }

  /** Requests that were answered since the start, whatever the answer. */
  private long requests() {
    return registry.find("weir.requests").timers().stream().mapToLong(Timer::count).sum();
  }

  private long inFlight() {
    return registry.find("weir.requests.in.flight").gauges().stream()
        .mapToLong(gauge -> (long) gauge.value())
        .sum();
  }

  /** Opens the store, again and again while the database does not answer. */
  private CqlStore openStore() {
    Ticker ticker = ground.ticker();
    long patienceEnds = ticker.nanos() + config.databaseWait().toNanos();
    while (true) {
      try {
        return CqlStore.open(
            config.store(), ground.wall(), ticker, new StoreMeter(registry), registry);
      } catch (WeirException e) {
        if (e.code() != ErrorCode.DATABASE_UNREACHABLE || ticker.nanos() >= patienceEnds) {
          throw e;
        }
        log.info("waiting for the database: {}", e.getMessage());
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private void measureMachine() {
    JvmGcMetrics collections = keep(new JvmGcMetrics());
    for (MeterBinder binder :
        List.of(
            collections,
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())) {
      binder.bindTo(registry);
    }
  }

  private static List<Check> checks(NodeCore core, CqlStore store) {
    boolean draining = core.door().isDraining() || core.membership().isDraining();
    return List.of(
        databaseCheck(store, core.failover()),
        new Check(
            "server",
            !draining,
            draining ? "draining" : core.door().connections() + " connections"),
        new Check("ranges", core.table().isPresent(), ranges(core.ownership())));
  }

  /** A node whose requests another region serves is as good as any: nobody should restart it. */
  private static Check databaseCheck(CqlStore store, FailoverStatus failover) {
    long nodes = store.connectedNodes();
    String connected = nodes + " nodes of the data centre connected";
    if (nodes > 0) {
      return new Check("database", true, connected);
    }
    return failover.regions().stream()
        .filter(region -> !region.local() && region.reachable())
        .findFirst()
        .map(region ->
            new Check("database", true, connected + ", " + region.region() + " stands in"))
        .orElseGet(() -> new Check("database", false, connected));
  }

  private static String ranges(OwnershipStatus status) {
    return status
        .table()
        .map(table ->
            "epoch %s of %d members%s"
                .formatted(
                    table.epoch(),
                    table.members().size(),
                    status.degraded() ? ", DEGRADED: most of the region is out of reach" : ""))
        .orElse("no range table yet");
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.addFirst(part);
    return part;
  }

  /** Where clients connect, with the port that was chosen. */
  public NodeAddress address() {
    return address;
  }

  /** Where operators ask, with the port that was chosen. */
  public NodeAddress adminAddress() {
    return adminAddress;
  }

  @Override
  public void close() {
    for (AutoCloseable part : started) {
      try {
        part.close();
      } catch (Exception e) {
        log.error("a part did not stop in order", e);
      }
    }
    started.clear();
    registry.close();
  }
}
