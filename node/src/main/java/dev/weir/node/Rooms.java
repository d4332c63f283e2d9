package dev.weir.node;

import dev.weir.messages.HybridClock;
import dev.weir.messages.Room;
import dev.weir.messages.Ticker;
import dev.weir.node.admin.Metered;
import dev.weir.node.admission.Admission;
import dev.weir.node.admission.InFlight;
import dev.weir.node.coalesce.Coalescer;
import dev.weir.node.coalesce.Everywhere;
import dev.weir.node.coalesce.OneRetry;
import dev.weir.node.coalesce.Origin;
import dev.weir.node.coalesce.OtherRegions;
import dev.weir.node.coalesce.Whereabouts;
import dev.weir.node.store.CqlStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
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
 *   measured ─► admitted ─► counted ─► coalesced ─► bounded ─► routed ─► other regions ─► one retry
 *               (late or   (clients)  (waits for   (work in     └─► another node             │
 *               too large?)            others?)    flight)      store ◄─ origin ◄─ counted ◄─┘
 *                                                                        (tokens)  (database)
 * </pre>
 */
final class Rooms implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Rooms.class);

  /** How late a waiter may hear that its time is over. */
  private static final long SWEEP_MILLIS = 10;

  /** What a read for somebody who was in another region may take longer than others. */
  private static final Duration EVERYWHERE_LIMIT = Duration.ofMillis(500);

  private final Room door;
  private final ScheduledExecutorService sweeper;

  private Rooms(Room door, Coalescer coalescer) {
    this.door = door;
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("weir-flights").daemon().factory());
    var _ =
        sweeper.scheduleWithFixedDelay(
            () -> sweep(coalescer), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A defect that is met once must not end the sweeping for ever. */
  private static void sweep(Coalescer coalescer) {
    try {
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
    Room retry = new OneRetry(membership.countDatabase(origin), ticker, meter);
    Room here =
        new OtherRegions(retry, config.workerRegion(), new Reach(store), EVERYWHERE_LIMIT, ticker);
    AtomicReference<Room> door = new AtomicReference<>(here);
    InFlight work = new InFlight(membership.route(here, door::get), config.limits().inFlight());
    Coalescer coalescer =
        new Coalescer(work, config.workerRegion(), whereabouts, config.flights(), ticker, meter);
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
    return new Rooms(new Metered(admission, registry, ticker), coalescer);
  }

  private record Reach(CqlStore store) implements Everywhere {
    @Override
    public boolean mayBeAsked() {
      return store.spansRegions();
    }

    @Override
    public void answered(long nanos) {}

    @Override
    public void failed(long nanos) {}
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
