package dev.weir.node;

import dev.weir.messages.HybridClock;
import dev.weir.messages.Room;
import dev.weir.messages.Ticker;
import dev.weir.node.admin.Metered;
import dev.weir.node.admission.Admission;
import dev.weir.node.admission.InFlight;
import dev.weir.node.budget.RetryBudget;
import dev.weir.node.coalesce.Coalescer;
import dev.weir.node.coalesce.Origin;
import dev.weir.node.coalesce.OtherRegions;
import dev.weir.node.coalesce.Whereabouts;
import dev.weir.node.failover.Clocks;
import dev.weir.node.failover.Failover;
import dev.weir.node.failover.FailoverStatus;
import dev.weir.node.failover.Regions;
import dev.weir.node.store.CqlStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms that a request passes, from the door to the database.
 *
 * <pre>
 *   measured ─► admitted ─► counted ─► coalesced ─► bounded ─► routed ─► failover ─► other regions
 *               (late or   (clients)  (waits for   (work in     │          │           (tokens) │
 *               too large?)            others?)    flight)      │          └─► another region   │
 *                                                               └─► another node                │
 *                                                               store ◄─ origin ◄─ counted ◄────┘
 *                                                                       (tokens)  (database)
 * </pre>
 */
final class Rooms implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Rooms.class);

  /** How late a waiter may hear that its time is over. */
  private static final long SWEEP_MILLIS = 10;

  /** Second attempts on credit, of flights, regions and hedges together. */
  private static final int RETRY_CREDIT = 1_000;

  private final Room door;
  private final Failover failover;
  private final ScheduledExecutorService sweeper;

  private Rooms(Room door, Coalescer coalescer, Failover failover) {
    this.door = door;
    this.failover = failover;
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("weir-flights").daemon().factory());
    var _ =
        sweeper.scheduleWithFixedDelay(
            () -> sweep(coalescer, failover), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A defect that is met once must not end the sweeping for ever. */
  private static void sweep(Coalescer coalescer, Failover failover) {
    try {
      failover.keepTime();
      coalescer.takeOver();
    } catch (RuntimeException e) {
      log.error("waiters could not be looked after", e);
    }
  }

  /** Puts the rooms of a node in a row. */
  static Rooms of(
      NodeConfig config,
      CqlStore store,
      Membership membership,
      HybridClock clock,
      Ticker ticker,
      MeterRegistry registry) {
    FlightMeter meter = new FlightMeter(registry);
    Whereabouts whereabouts = new Whereabouts(config.identity().node(), membership::table);
    Room origin =
        new Origin(
            store,
            config.workerRegion(),
            new SecureRandom().nextLong(),
            clock::nextMicros,
            store::consistency,
            whereabouts);
    Room home =
        new OtherRegions(
            membership.countDatabase(origin), config.workerRegion(), store::spansRegions, ticker);
    RetryBudget budget = new RetryBudget(RETRY_CREDIT);
    Failover failover = failover(config, home, store, budget, ticker, registry);
    AtomicReference<Room> door = new AtomicReference<>(failover);
    InFlight work = new InFlight(membership.route(failover, door::get), config.limits().inFlight());
    Coalescer coalescer =
        new Coalescer(
            work, config.workerRegion(), whereabouts, config.flights(), budget, ticker, meter);
    door.set(coalescer);
    meter.watch(coalescer);
    Gauge.builder("weir.requests.in.flight", work, InFlight::count)
        .description("Requests sent to the database or to another node and not answered yet")
        .register(registry);
    Room admission =
        new Admission(
            membership.countClients(coalescer),
            config.limits(),
            clock,
            config.store().clockDrift(),
            ticker);
    return new Rooms(new Metered(admission, registry, ticker), coalescer, failover);
  }

  private static Failover failover(
      NodeConfig config,
      Room home,
      CqlStore store,
      RetryBudget budget,
      Ticker ticker,
      MeterRegistry registry) {
    FailoverMeter meter = new FailoverMeter(registry);
    Failover failover =
        new Failover(
            new Regions(
                new HomeTarget(config.identity().region(), home, () -> store.connectedNodes() > 0),
                config.workerRegion(),
                store::probe,
                List.of()),
            config.failover(),
            () -> 0,
            budget,
            new Clocks(ticker, InstantSource.system()),
            meter);
    meter.watch(failover);
    return failover;
  }

  /** Which region serves, and why. */
  FailoverStatus failover() {
    return failover.status();
  }

  /** The first one. */
  Room door() {
    return door;
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }
}
