package dev.weir.node;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.AdminServer;
import dev.weir.node.admin.Check;
import dev.weir.node.admission.Naming;
import dev.weir.node.bridge.Bridge;
import dev.weir.node.bridge.DatabaseHealth;
import dev.weir.node.failover.BreakerState;
import dev.weir.node.failover.RegionStatus;
import dev.weir.node.orders.OrderBook;
import dev.weir.node.ownership.OwnershipStatus;
import dev.weir.node.server.Services;
import dev.weir.node.server.WeirServer;
import dev.weir.node.store.CqlStore;
import dev.weir.node.store.WorkerLeases;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: starts its parts in order and stops them in reverse.
 *
 * <pre>
 *   start:  store ─► region joined ─► links ─► rooms ─► worker's number ─► server
 *           ─► bridge to other regions ─► operators' port ─► announced
 *   stop:   restart announced ─► no new requests ─► answers in flight ─► connections ─► region left
 *           ─► store ─► operators' port
 * </pre>
 *
 * <p>{@link #start} and {@link #close} block and are for one thread.
 */
public final class Node implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

  private final NodeConfig config;
  private final Ticker ticker = System::nanoTime;
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
    HybridClock clock = new HybridClock(InstantSource.system());
    CqlStore store = keep(openStore());
    Membership membership = keep(Membership.join(config, registry, ticker));
    Links links = keep(Links.start(config.regions(), ticker));
    OrderBook orders = keep(openOrders(store));
    Rooms rooms =
        keep(
            Rooms.of(config, new Parts(store, membership, links, orders, clock, ticker, registry)));
    Leases leases = leases(store, links);
    MessageNamer namer = new MessageNamer(clock, ticker);
    Naming naming = new Naming(clock, namer, config.store().clockDrift());
    WeirServer server =
        keep(
            new WeirServer(
                config.server(),
                config.identity(),
                new Services(rooms.door(), naming, leases, membership::spread, orders::awayShare),
                clock,
                ticker));
    server.bindTo(registry);
    keepLease(leases, namer);
    address = server.start();
    keep(() -> server.drain(config.drainTimeout()));
    Optional<Bridge> bridge = bridge(server, store, membership, orders, rooms);
    RegionDesk regions =
        new RegionDesk(
            config.identity(),
            config.workerRegion(),
            bridge,
            orders,
            () -> Optional.of(FailoverViews.of(rooms.failover())),
            InstantSource.system());
    AdminServer admin =
        AdminServer.start(
            config.adminListen(),
            new NodeOperations(
                config.identity(),
                membership,
                regions,
                () -> checks(server, store, membership, rooms),
                ticker),
            registry);
    started.addLast(admin);
    adminAddress = new NodeAddress(config.adminListen().host(), admin.port());
    membership.announce(config.advertise().orElse(address), adminAddress, server);
    keep(membership::restart);
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

  private OrderBook openOrders(CqlStore store) {
    return OrderBook.open(
        config.identity().region(),
        store.regionOrders(),
        InstantSource.system(),
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("weir-orders").daemon().factory()));
  }

  /** Begins to join the other regions, if there are any. */
  private Optional<Bridge> bridge(
      WeirServer server, CqlStore store, Membership membership, OrderBook orders, Rooms rooms) {
    if (config.bridge().isEmpty()) {
      return Optional.empty();
    }
    HomeView home =
        new HomeView(
            config.identity().node(),
            config.advertise().orElse(address),
            membership,
            new Pace(this::requests, this::inFlight, config.limits()::inFlight, ticker),
            () -> checks(server, store, membership, rooms).stream().allMatch(Check::ok),
            () -> health(rooms));
    Bridge bridge =
        keep(
            Bridge.start(
                config.bridge().get(),
                config.identity().node(),
                home,
                orders,
                new Bridge.Clocks(ticker, InstantSource.system()),
                registry));
    membership.await(bridge::awaited);
    return Optional.of(bridge);
  }

  private static DatabaseHealth health(Rooms rooms) {
    RegionStatus home = rooms.failover().regions().getFirst();
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

  private Leases leases(CqlStore store, Links links) {
    WorkerLeases numbers =
        store.workerLeases(
            config.workerRegion(),
            WorkerLeases.life(config.store().clockDrift()),
            new SecureRandom());
    return new Leases(
        (holder, kept, deadline) ->
            numbers
                .lease(holder, kept, deadline)
                .exceptionallyCompose(failure -> links.lease(holder, kept, deadline, failure)),
        ticker,
        registry);
  }

  /** Leases the number that this node itself names messages with, for as long as it runs. */
  private void keepLease(Leases leases, MessageNamer namer) {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("weir-lease").daemon().factory());
    keep(scheduler::shutdownNow);
    new NodeLease(UUID.randomUUID(), namer, leases::grant, scheduler, ticker, new SecureRandom())
        .start(config.databaseWait());
  }

  /** Opens the store, again and again while the database does not answer. */
  private CqlStore openStore() {
    long patienceEnds = ticker.nanos() + config.databaseWait().toNanos();
    while (true) {
      try {
        return CqlStore.open(
            config.store(), InstantSource.system(), ticker, new StoreMeter(registry), registry);
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

  private List<Check> checks(
      WeirServer server, CqlStore store, Membership membership, Rooms rooms) {
    boolean draining = server.isDraining() || membership.isDraining();
    return List.of(
        databaseCheck(store, rooms),
        new Check(
            "server", !draining, draining ? "draining" : server.connections() + " connections"),
        new Check("ranges", membership.status().table().isPresent(), ranges(membership)));
  }

  /** A node whose requests another region serves is as good as any: nobody should restart it. */
  private static Check databaseCheck(CqlStore store, Rooms rooms) {
    long nodes = store.connectedNodes();
    String connected = nodes + " nodes of the data centre connected";
    if (nodes > 0) {
      return new Check("database", true, connected);
    }
    return rooms.failover().regions().stream()
        .filter(region -> !region.local() && region.reachable())
        .findFirst()
        .map(region ->
            new Check("database", true, connected + ", " + region.region() + " stands in"))
        .orElseGet(() -> new Check("database", false, connected));
  }

  private static String ranges(Membership membership) {
    OwnershipStatus status = membership.status();
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
