package dev.weir.node;

import dev.weir.messages.Room;
import dev.weir.messages.Ticker;
import dev.weir.node.admin.Metered;
import dev.weir.node.admission.Admission;
import dev.weir.node.admission.DatabaseWork;
import dev.weir.node.admission.InFlight;
import dev.weir.node.budget.RetryBudget;
import dev.weir.node.coalesce.Coalescer;
import dev.weir.node.coalesce.FlightEvents;
import dev.weir.node.coalesce.Origin;
import dev.weir.node.coalesce.OtherRegions;
import dev.weir.node.coalesce.Visitors;
import dev.weir.node.coalesce.Whereabouts;
import dev.weir.node.durability.EveryRegion;
import dev.weir.node.failover.AllRegions;
import dev.weir.node.failover.Clocks;
import dev.weir.node.failover.Failover;
import dev.weir.node.failover.FailoverStatus;
import dev.weir.node.failover.Regions;
import dev.weir.node.store.Store;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rooms that a request passes, from the door to the database.
 *
 * <pre>
 *   measured ─► admitted ─► counted ─► coalesced ─► bounded ─► routed ─► durable ─► failover
 *               (late or   (clients)  (waits for   (work in     │      (all regions?)  │  │
 *               too large?)            others?)    flight)      └─► another node       │  └─► another
 *                                                                                      ▼      region
 *   store ◄─ origin ◄─ counted ◄─ limited ◄─ coalesced, also with those ◄─ other regions
 *           (tokens)  (database) (by what it  whom another region sent     (what was seen there)
 *                                 takes)
 * </pre>
 *
 * <p>Reads are gathered twice: at the door those of this region, however they will be answered; and
 * before the database those and the ones that other regions sent. One room would not do: here a
 * read may wait for another region, and one that came from there would then wait for itself.
 */
final class Rooms implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Rooms.class);

  /** How late a waiter may hear that its time is over. */
  private static final long SWEEP_MILLIS = 10;

  /** What a read for somebody who was in another region may take longer than others. */
  private static final Duration EVERYWHERE_LIMIT = Duration.ofMillis(500);

  private final Room door;
  private final Coalescer coalescer;
  private final InFlight work;
  private final Failover failover;
  private final DatabaseWork database;

  /** Of second attempts: of flights, regions and hedges together. */
  private final RetryBudget budget;

  private final ScheduledExecutorService sweeper;

  private Rooms(
      Room door,
      Coalescer coalescer,
      InFlight work,
      Failover failover,
      DatabaseWork database,
      RetryBudget budget,
      ScheduledExecutorService sweeper) {
    this.door = door;
    this.coalescer = coalescer;
    this.work = work;
    this.failover = failover;
    this.database = database;
    this.budget = budget;
    this.sweeper = sweeper;
  }

  private void keepTime(List<Runnable> timed) {
    var _ =
        sweeper.scheduleWithFixedDelay(
            () -> timed.forEach(Rooms::sweep), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A defect that is met once must not end the sweeping for ever. */
  private static void sweep(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("waiters could not be looked after", e);
    }
  }

  /** Puts the rooms of a node in a row. */
  static Rooms of(NodeConfig config, Parts parts) {
    Ticker ticker = parts.ticker();
    MeterRegistry registry = parts.registry();
    FlightMeter meter = new FlightMeter(registry);
    Whereabouts whereabouts = new Whereabouts(config.identity().node(), parts.membership()::table);
    RetryBudget budget = new RetryBudget(config.failover().retryCredit());
    int region = config.workerRegion();
    DatabaseWork limited = database(config, parts, whereabouts);
    Coalescer home =
        new Coalescer(
            limited,
            region,
            whereabouts,
            config.flights(),
            new RetryBudget(0),
            ticker,
            FlightEvents.NONE);
    OtherRegions everywhere = everywhere(home, region, parts);
    Failover failover = failover(config, parts, everywhere, budget);
    Room durable =
        new EveryRegion(
            failover,
            region,
            parts.links().others(),
            parts.orders()::lost,
            config.store().durability());
    AtomicReference<Room> door = new AtomicReference<>(durable);
    InFlight work =
        new InFlight(parts.membership().route(durable, door::get), config.limits().inFlight());
    Coalescer coalescer =
        new Coalescer(work, region, whereabouts, config.flights(), budget, ticker, meter);
    door.set(new Visitors(coalescer, work));
    meter.watch(coalescer);
    watch(work, registry);
    Room admission =
        new Admission(
            parts.membership().countClients(door.get()),
            config.limits(),
            parts.clock(),
            config.store().clockDrift(),
            ticker);
    Rooms rooms =
        new Rooms(
            new Metered(admission, registry, ticker),
            coalescer,
            work,
            failover,
            limited,
            budget,
            parts.footing().thread("weir-flights"));
    rooms.keepTime(
        List.of(
            failover::keepTime,
            parts.links()::keepTime,
            coalescer::takeOver,
            home::takeOver,
            everywhere::keepTime));
    return rooms;
  }

  private static void watch(InFlight work, MeterRegistry registry) {
    Gauge.builder("weir.requests.in.flight", work, InFlight::count)
        .description("Requests sent to the database or to another node and not answered yet")
        .register(registry);
  }

  /** From where a query of its own is certain, to the database. */
  private static DatabaseWork database(NodeConfig config, Parts parts, Whereabouts whereabouts) {
    Store store = parts.store();
    Origin origin =
        new Origin(
            store,
            config.workerRegion(),
            parts.footing().random().nextLong(),
            parts.clock()::nextMicros,
            store::consistency,
            whereabouts);
    WorkMeter meter = new WorkMeter(parts.registry());
    DatabaseWork limited =
        new DatabaseWork(
            parts.membership().countDatabase(origin),
            config.limits(),
            config.store().connection().requestTimeout(),
            parts.ticker(),
            new Random(parts.footing().random().nextLong()),
            meter);
    meter.watch(limited);
    return limited;
  }

  /** For those who have seen another region. */
  private static OtherRegions everywhere(Room here, int region, Parts parts) {
    Ticker ticker = parts.ticker();
    return new OtherRegions(
        here,
        region,
        new Replicas(parts.store(), new AllRegions(EVERYWHERE_LIMIT, ticker)),
        EVERYWHERE_LIMIT,
        ticker);
  }

  private static Failover failover(NodeConfig config, Parts parts, Room home, RetryBudget budget) {
    Store store = parts.store();
    FailoverMeter meter = new FailoverMeter(parts.registry());
    Failover failover =
        new Failover(
            new Regions(
                new HomeTarget(config.identity().region(), home, () -> store.connectedNodes() > 0),
                config.workerRegion(),
                store::probe,
                parts.links().targets()),
            config.failover(),
            parts.orders()::awayShare,
            budget,
            new Clocks(parts.ticker(), parts.footing().wall()),
            meter);
    meter.watch(failover);
    return failover;
  }

  /** Which region serves, and why. */
  FailoverStatus failover() {
    return failover.status();
  }

  /** What is tried again, and may be. */
  RetryBudget budget() {
    return budget;
  }

  /** How much is under way, with so many connections. */
  UnderWay underWay(int connections) {
    return new UnderWay(
        connections,
        coalescer.waiters(),
        coalescer.flights(),
        coalescer.fullest(),
        work.count(),
        failover.underWay(),
        database.count(),
        database.limit());
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
