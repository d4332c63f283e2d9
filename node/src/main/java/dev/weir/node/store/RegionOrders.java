package dev.weir.node.store;

import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Ticker;
import dev.weir.node.orders.Order;
import dev.weir.node.orders.OrderTable;
import dev.weir.node.orders.Orders;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The orders of regions in this region's database: read and written at a quorum of its own. */
final class RegionOrders implements OrderTable {

  private final SelectOrders select;
  private final InsertOrder insert;
  private final Ticker ticker;
  private final Duration timeout;

  /** Blocks: prepares statements. */
  RegionOrders(Database database, Ticker ticker, Duration timeout) {
    this.select = new SelectOrders(database);
    this.insert = new InsertOrder(database);
    this.ticker = ticker;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<Orders> read() {
    return select.ask(call());
  }

  @Override
  public CompletionStage<?> write(Order order) {
    return insert.ask(order, call());
  }

  private Call call() {
    return Call.by(Deadline.in(timeout, ticker));
  }
}
