package dev.weir.node.ownership;

import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.cluster.ClusterConfig;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
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
 * <p>{@link #join} and {@link #close} block; everything else is for any thread and does not.
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
  private final ScheduledExecutorService thread = daemon("weir-ownership");
  private final ScheduledExecutorService putter = daemon("weir-ownership-put");
  private final AtomicReference<Optional<RangeTable>> tableToPut =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<NodeCard>> cardToPut =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<RangeTable> table = Optional.empty();
  private volatile OwnershipStatus status =
      new OwnershipStatus(Optional.empty(), List.of(), false, false);
  private volatile Consumer<RangeTable> listener = adopted -> {};

  private Ownership(
      OwnershipMachine machine,
      int weight,
      SharedMap map,
      Ticker ticker,
      InstantSource wall,
      MeterRegistry registry) {
    this.machine = machine;
    this.weight = weight;
    this.map = map;
    this.ticker = ticker;
    this.wall = wall;
    this.metrics = new OwnershipMetrics(machine.node(), registry, () -> status);
  }

  /**
   * Joins the region; the node owns nothing before it is {@linkplain #announce announced}.
   *
   * @throws WeirException {@code PORT_TAKEN}, {@code CLUSTER_UNREACHABLE}
   */
  public static Ownership join(
      OwnershipConfig config,
      Region region,
      NodeId node,
      Ticker ticker,
      InstantSource wall,
      MeterRegistry registry) {
    boolean alone = config.cluster().discovery() instanceof ClusterConfig.Discovery.None;
    SharedMap map = alone ? new LoneMap() : InfinispanMap.join(config.cluster(), region, node);
    long firstNumber = TimeUnit.MILLISECONDS.toSeconds(wall.millis());
    OwnershipMachine machine =
        new OwnershipMachine(config.settings(), region, node, firstNumber, ticker.nanos());
    Ownership ownership =
        new Ownership(machine, config.settings().weight(), map, ticker, wall, registry);
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
   * for it. Blocks until they know it, for 2 s at most.
   */
  public void restart() {
    CountDownLatch told = new CountDownLatch(1);
    thread.execute(() -> {
      machine
          .own()
          .filter(card -> card.phase() == Phase.SERVING)
          .ifPresent(card -> handle(new OwnershipEvent.CardChanged(card.in(Phase.RESTARTING))));
      putter.execute(told::countDown);
    });
    try {
      if (!told.await(LEAVE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("the region may not know that this node is about to restart");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  private static ScheduledExecutorService daemon(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }
}
