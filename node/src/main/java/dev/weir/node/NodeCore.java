package dev.weir.node;

import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.WorkerLease;
import dev.weir.node.admission.Naming;
import dev.weir.node.budget.RetryBudget;
import dev.weir.node.failover.FailoverStatus;
import dev.weir.node.orders.OrderBook;
import dev.weir.node.ownership.OwnershipStatus;
import dev.weir.node.server.Door;
import dev.weir.node.server.Services;
import dev.weir.node.store.WorkerLeases;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.RangeTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node without a machine: its rooms, its place in its region, its door, on whatever {@link
 * Footing} it is given. Starts no thread, opens no socket, reads no clock and draws no chance but
 * through that.
 *
 * <pre>
 *   start:  region ─► links ─► orders ─► rooms ─► door ─► worker's number asked for
 *   stop:   in reverse
 * </pre>
 *
 * <p>{@link #start} and {@link #close} are for one thread, the rest is for any. Nothing blocks but
 * {@link #close}, which waits for the threads of the footing, if it has any.
 */
public final class NodeCore implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NodeCore.class);

  private final NodeConfig config;
  private final Footing footing;

  /** What to close, latest first. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private final Membership membership;
  private final OrderBook orders;
  private final Rooms rooms;
  private final Door door;
  private final CompletableFuture<WorkerLease> leased;

  private NodeCore(NodeConfig config, Footing footing) {
    this.config = config;
    this.footing = footing;
    try {
      HybridClock clock = new HybridClock(footing.wall());
      this.membership = keep(Membership.on(config, footing));
      Links links = keep(Links.start(config.regions(), footing.ground()));
      this.orders =
          keep(
              OrderBook.open(
                  config.identity().region(),
                  footing.orders(),
                  footing.wall(),
                  footing.thread("weir-orders")));
      this.rooms = keep(Rooms.of(config, new Parts(footing, membership, links, orders, clock)));
      Leases leases = leases(links);
      MessageNamer namer = new MessageNamer(clock, footing.ticker());
      Naming naming = new Naming(clock, namer, config.store().clockDrift());
      this.door =
          new Door(
              config.server(),
              config.identity(),
              new Services(rooms.door(), naming, leases, membership::spread, orders::awayShare),
              clock,
              footing.ticker());
      door.bindTo(footing.registry());
      this.leased = keepLease(leases, namer);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a node's inside. It serves whoever comes to its door from now on, and owns nothing
   * before it is {@linkplain #announce announced}.
   */
  public static NodeCore start(NodeConfig config, Footing footing) {
    return new NodeCore(config, footing);
  }

  private Leases leases(Links links) {
    WorkerLeases numbers =
        new WorkerLeases(
            footing.leases(),
            config.workerRegion(),
            WorkerLeases.life(config.store().clockDrift()),
            footing.wall(),
            footing.ticker(),
            footing.random());
    return new Leases(
        (holder, kept, deadline) ->
            numbers
                .lease(holder, kept, deadline)
                .exceptionallyCompose(failure -> links.lease(holder, kept, deadline, failure)),
        footing.ticker(),
        footing.registry());
  }

  /** Leases the number that this node itself names messages with, for as long as it runs. */
  private CompletableFuture<WorkerLease> keepLease(Leases leases, MessageNamer namer) {
    ScheduledExecutorService scheduler = footing.thread("weir-lease");
    keep(scheduler::shutdownNow);
    UUID holder = new UUID(footing.random().nextLong(), footing.random().nextLong());
    return new NodeLease(
            holder, namer, leases::grant, scheduler, footing.ticker(), footing.random())
        .start();
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.addFirst(part);
    return part;
  }

  /** Where connections come in. */
  public Door door() {
    return door;
  }

  /**
   * The first lease of a number for this node's own names; fails if every number is taken. Asking
   * goes on.
   */
  public CompletionStage<WorkerLease> leased() {
    return leased;
  }

  /**
   * Tells the region that this node serves.
   *
   * @param address where clients and other nodes reach it
   * @param admin where operators do
   */
  public void announce(NodeAddress address, NodeAddress admin) {
    membership.announce(address, admin, door);
  }

  /** Gives this node's ranges away, or takes some again. */
  public void drain(boolean away) {
    membership.drain(away);
  }

  /** Says that the node goes for a moment; the stage completes when the region knows it. */
  public CompletionStage<Void> restart() {
    return membership.restart();
  }

  /**
   * Spreads also the readers who may come from elsewhere.
   *
   * @param perSecond how many reads of a channel may come a second; asked for each answer
   */
  public void await(ToLongFunction<ChannelId> perSecond) {
    membership.await(perSecond);
  }

  /** What operators have ordered of whole regions, as this node knows it. */
  public OrderBook orders() {
    return orders;
  }

  /** The table that this node serves by. */
  public Optional<RangeTable> table() {
    return membership.table();
  }

  /** The region as this node sees it. */
  public OwnershipStatus ownership() {
    return membership.status();
  }

  /** Which region serves, and why. */
  public FailoverStatus failover() {
    return rooms.failover();
  }

  /** What is tried again, and may be. */
  public RetryBudget budget() {
    return rooms.budget();
  }

  /** How much is under way now. */
  public UnderWay underWay() {
    return rooms.underWay(door.connections());
  }

  Membership membership() {
    return membership;
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
  }
}
