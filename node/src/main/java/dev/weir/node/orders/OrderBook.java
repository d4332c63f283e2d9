package dev.weir.node.orders;

import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders that this node obeys: those that the database keeps, and those that it heard of from
 * elsewhere, since a region whose database is dead must hear of orders too. What the database lacks
 * is written there as soon as it answers.
 *
 * <p>Any thread; nothing blocks but {@link #give}.
 */
public final class OrderBook implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OrderBook.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** How long one who gives an order waits for the database. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Region home;
  private final OrderTable table;
  private final InstantSource wall;
  private final ScheduledExecutorService scheduler;
  private final AtomicReference<Orders> known = new AtomicReference<>(Orders.NONE);

  /** Expired orders that were told of; touched by the scheduler's thread alone. */
  private Orders told = Orders.NONE;

  private OrderBook(
      Region home, OrderTable table, InstantSource wall, ScheduledExecutorService scheduler) {
    this.home = home;
    this.table = table;
    this.wall = wall;
    this.scheduler = scheduler;
  }

  /**
   * Begins to read the table, every two seconds.
   *
   * @param home this node's region
   * @param scheduler of one thread; shut down when the book is closed
   */
  public static OrderBook open(
      Region home, OrderTable table, InstantSource wall, ScheduledExecutorService scheduler) {
    OrderBook book = new OrderBook(home, table, wall, scheduler);
    var _ =
        scheduler.scheduleWithFixedDelay(book::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return book;
  }

  /** Every region's last order, those that have expired with them. */
  public Orders known() {
    return known.get();
  }

  /** How much of its clients' requests this region is to send to others now, in percent. */
  public int awayShare() {
    return known.get().of(home).map(order -> order.awayShare(wall.instant())).orElse(0);
  }

  /** The numbers of the regions that are to be counted as lost now. */
  public Set<Integer> lost() {
    Instant now = wall.instant();
    return known.get().all().stream()
        .filter(order -> order.isLost(now))
        .map(Order::number)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The least revision that a new order may have: now, or later than all that is known. */
  public long nextRevision(Region region) {
    Instant now = wall.instant();
    long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000;
    return Math.max(micros, known.get().of(region).map(order -> order.revision() + 1).orElse(0L));
  }

  /** Takes over what others know. */
  public void learn(Orders others) {
    Orders before = known.getAndAccumulate(others, Orders::merge);
    for (Order order : others.newerThan(before)) {
      log.info("an order of {} obeyed from now on: {}", order.by(), order);
    }
  }

  /**
   * Obeys an order at once, and keeps it in the database. Blocks for two seconds at most.
   *
   * @return whether the database has it; if not, it is written as soon as the database answers
   */
  public boolean give(Order order) {
    try {
      var _ = obey(order).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      log.warn("an order is not in the database yet: {}", e.toString());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Obeys an order at once; the stage completes when the database keeps it. If it fails, the order
   * is written as soon as the database answers.
   */
  public CompletionStage<?> obey(Order order) {
    learn(Orders.of(List.of(order)));
    return table.write(order);
  }

  private void look() {
    try {
      var _ =
          table
              .read()
              .whenComplete((kept, failure) -> {
                if (failure == null) {
                  reconcile(kept);
                } else {
                  log.debug("orders could not be read: {}", failure.toString());
                }
              });
      sayExpired();
    } catch (RuntimeException e) {
      log.warn("orders could not be read", e);
    }
  }

  private void reconcile(Orders kept) {
    learn(kept);
    for (Order order : known.get().newerThan(kept)) {
      var _ =
          table
              .write(order)
              .whenComplete((done, failure) -> {
                if (failure != null) {
                  log.debug("an order could not be kept yet: {}", failure.toString());
                }
              });
    }
  }

  private void sayExpired() {
    Instant now = wall.instant();
    for (Order order : known.get().all()) {
      if (order.hasExpired(now) && told.of(order.region()).filter(order::equals).isEmpty()) {
        log.info("an order has expired and is obeyed no more: {}", order);
        told = told.merge(Orders.of(List.of(order)));
      }
    }
  }

  /** Reads no more. */
  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
