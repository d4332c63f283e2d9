package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.BreakerWatch;
import dev.weir.chaos.cluster.NodeBreakers.Move;
import dev.weir.chaos.demo.Happenings.Happening;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a demo each second, on a thread of its own, and tells what has changed: who answers
 * whose clients, and which breakers moved.
 */
final class Observer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Observer.class);

  private final Demo demo;
  private final InstantSource clock;
  private final long begunMicros;
  private final BreakerWatch breakers;
  private final Set<Move> told = new HashSet<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("demo-observer").factory());

  /** Begins. */
  Observer(Demo demo, InstantSource clock) {
    this.demo = demo;
    this.clock = clock;
    this.begunMicros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    this.breakers =
        new BreakerWatch(
            demo.regions().stream().flatMap(region -> region.nodes().stream()).toList());
    var _ = scheduler.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** A defect that is met once must not end the looking for ever. */
  private void look() {
    try {
      Map<String, String> changes = demo.nextSecond();
      changes.forEach(
          (who, what) -> demo.happenings().tell(new Happening(clock.instant(), who, what)));
      for (Move move : breakers.since(begunMicros)) {
        if (told.add(move)) {
          demo.happenings().tell(happening(move));
        }
      }
    } catch (RuntimeException e) {
      log.error("the demo could not be looked at", e);
    }
  }

  private static Happening happening(Move move) {
    return new Happening(
        Instant.EPOCH.plus(move.atMicros(), ChronoUnit.MICROS),
        move.node(),
        "%s: %s".formatted(move.region(), move.what()));
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    breakers.close();
  }
}
