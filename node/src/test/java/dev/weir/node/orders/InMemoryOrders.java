package dev.weir.node.orders;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A table of orders without a database; it can be made to fail. */
public final class InMemoryOrders implements OrderTable {

  private Orders kept = Orders.NONE;
  private boolean dead;

  /** From now on it answers, or does not. */
  public synchronized void die(boolean now) {
    dead = now;
  }

  public synchronized Orders kept() {
    return kept;
  }

  @Override
  public synchronized CompletionStage<Orders> read() {
    return dead
        ? CompletableFuture.failedStage(new IllegalStateException("dead"))
        : CompletableFuture.completedStage(kept);
  }

  @Override
  public synchronized CompletionStage<?> write(Order order) {
    if (dead) {
      return CompletableFuture.failedStage(new IllegalStateException("dead"));
    }
    kept = kept.merge(Orders.of(List.of(order)));
    return CompletableFuture.completedStage(order);
  }
}
