package dev.weir.node.ownership;

import dev.weir.messages.Ticker;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in its region's ownership: runs the machine, shows it the map, and does what it
 * says.
 *
 * <p>{@link #close} waits for its threads; everything else is for any thread and does not block.
 */
public final class Ownership implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Ownership.class);
  private static final long LOOK_MILLIS = 200;
  private static final long LEAVE_SECONDS = 2;

  private final OwnershipMachine machine;
  private final int weight;
  private final SharedMap map;
  private final OwnershipMetrics metrics;
  private final Ticker ticker;
  private final InstantSource wall;
  private final ScheduledExecutorService thread;
  private final ExecutorService putter;
  private final AtomicReference<Optional<RangeTable>> tableToPut =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<NodeCard>> cardToPut =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<RangeTable> table = Optional.empty();
  private volatile OwnershipStatus status =
      new OwnershipStatus(Optional.empty(), List.of(), false, false);
  private volatile Consumer<RangeTable> listener = adopted -> {};

  private Ownership(OwnershipMachine machine, int weight, Surroundings around) {
    this.machine = machine;
    this.weight = weight;
    this.map = around.map();
    this.ticker = around.ticker();
    this.wall = around.wall();
    this.thread = around.thread();
    this.putter = around.putter();
    this.metrics = new OwnershipMetrics(machine.node(), around.registry(), () -> status);
  }

  /**
   * What ownership runs on.
   *
   * @param map that the region's nodes share, which this node has joined; closed at the end
   * @param thread that decides, one task at a time; shut down at the end
   * @param putter that waits for what is put into the map, one task at a time; shut down at the end
   * @param wall numbers the tables of a region that knows no other, and dates those planned here
   */
  public record Surroundings(
      SharedMap map,
      ScheduledExecutorService thread,
      ExecutorService putter,
      Ticker ticker,
      InstantSource wall,
      MeterRegistry registry) {}

  /**
   * Takes part in the region; the node owns nothing before it is {@linkplain #announce announced}.
   */
  public static Ownership on(
      OwnershipSettings settings, Region region, NodeId node, Surroundings around) {
    long firstNumber = TimeUnit.MILLISECONDS.toSeconds(around.wall().millis());
    OwnershipMachine machine =
        new OwnershipMachine(settings, region, node, firstNumber, around.ticker().nanos());
    Ownership ownership = new Ownership(machine, settings.weight(), around);
    ownership.start();
    return ownership;
  }

  private void start() {
    thread.execute(this::look);
    map.onView(view -> {
      metrics.viewChanged();
      log.info("a view of {} members{}", view.members().size(), view.merged() ? ", merged" : "");
      run(() -> {
        // First what those who went have said before they did.
        look();
        handle(view);
      });
    });
    var _ =
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Tells the region that this node serves.
   *
   * @param member how others reach it
   * @param admin where operators ask it
   * @param adopted told of each table from here on, before it counts; must not block
   */
  public void announce(Member member, NodeAddress admin, Consumer<RangeTable> adopted) {
    listener = adopted;
    NodeCard card =
        new NodeCard(map.incarnation(), member, admin, weight, Phase.SERVING, Optional.empty());
    tell(new OwnershipEvent.CardChanged(card));
  }

  /** Gives this node's ranges away, or takes some again. */
  public void drain(boolean away) {
    enter(away ? Phase.DRAINING : Phase.SERVING);
  }

  /**
   * Says that this node goes for a moment, unless it drains: others serve its ranges, and keep them
   * for it. The stage completes when they know it, or the node has left.
   */
  public CompletionStage<Void> restart() {
    CompletableFuture<Void> told = new CompletableFuture<>();
    try {
      thread.execute(() -> {
        machine
            .own()
            .filter(card -> card.phase() == Phase.SERVING)
            .ifPresent(card -> handle(new OwnershipEvent.CardChanged(card.in(Phase.RESTARTING))));
        putter.execute(() -> told.complete(null));
      });
    } catch (RejectedExecutionException e) {
      told.complete(null);
    }
    return told;
  }

  private void enter(Phase phase) {
    thread.execute(() ->
        machine
            .own()
            .filter(card -> card.phase() != phase)
            .ifPresent(card -> handle(new OwnershipEvent.CardChanged(card.in(phase)))));
  }

  /** The table that this node serves by; empty until it has one. */
  public Optional<RangeTable> table() {
    return table;
  }

  /** The region as this node sees it; a fraction of a second old. */
  public OwnershipStatus status() {
    return status;
  }

  /** Leaves the region. */
  @Override
  public void close() {
    thread.shutdownNow();
    putter.shutdown();
    try {
      if (!putter.awaitTermination(LEAVE_SECONDS, TimeUnit.SECONDS)) {
        putter.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    map.close();
  }

  private void tell(OwnershipEvent event) {
    run(() -> handle(event));
  }

  private void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("something came after the node had left", e);
    }
  }

  private void look() {
    try {
      handle(map.read());
    } catch (RuntimeException e) {
      // The cache is about to stop, or a newer node wrote what we cannot read: look again later.
      log.warn("cannot read the region's map: {}", e.toString());
      handle(new OwnershipEvent.TimerFired());
    }
  }

  private void handle(OwnershipEvent event) {
    for (OwnershipEffect effect : machine.on(event, ticker.nanos())) {
      switch (effect) {
        case OwnershipEffect.Adopt adopt -> adopt(adopt.table());
        case OwnershipEffect.PublishTable publish -> {
          tableToPut.set(Optional.of(publish.table()));
          putter.execute(this::putTable);
        }
        case OwnershipEffect.RemoveCard remove -> putter.execute(() -> remove(remove.node()));
        case OwnershipEffect.PublishCard publish -> {
          cardToPut.set(Optional.of(publish.card()));
          putter.execute(this::putCard);
        }
      }
    }
    status = OwnershipStatus.of(machine);
  }

  private void adopt(RangeTable newer) {
    metrics.adopted(table, newer, microsSincePlanned(newer));
    listener.accept(newer);
    table = Optional.of(newer);
    log.info(
        "serving by epoch {}: {} of {} ranges are mine",
        newer.epoch(),
        newer.owned(machine.node()),
        newer.ranges());
  }

  private long microsSincePlanned(RangeTable newer) {
    boolean ownPlan = newer.epoch().coordinator().equals(machine.node());
    long nowMicros = TimeUnit.MILLISECONDS.toMicros(wall.millis());
    return ownPlan ? 0 : Math.max(0, nowMicros - map.plannedMicros());
  }

  private void putTable() {
    attempt(tableToPut, planned -> map.put(planned, TimeUnit.MILLISECONDS.toMicros(wall.millis())));
  }

  private void putCard() {
    attempt(cardToPut, map::put);
  }

  private void remove(NodeId node) {
    attempt(new AtomicReference<>(Optional.of(node)), map::remove);
  }

  /** Puts the latest, once: what was overtaken while an earlier put waited is left out. */
  private static <T> void attempt(AtomicReference<Optional<T>> latest, Consumer<T> put) {
    Optional<T> value = latest.getAndSet(Optional.empty());
    try {
      value.ifPresent(put);
    } catch (RuntimeException e) {
      // The machine sees that the map lacks it, and says so again.
      log.warn("cannot write to the region's map: {}", e.toString());
    }
  }
}
