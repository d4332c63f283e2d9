package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.world.Host;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Ticker;
import dev.weir.node.orders.Order;
import dev.weir.node.orders.OrderTable;
import dev.weir.node.orders.Orders;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** The orders of operators, in the database: what was written in one region is in all of them. */
public final class SimOrders implements OrderTable {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final SimDatabase database;
  private final Statements statements;
  private final Ticker ticker;

  /** What a node's store is connected to. */
  public SimOrders(SimDatabase database, SimStore store, Host node) {
    this.database = database;
    this.statements = store.statements();
    this.ticker = node.ticker();
  }

  @Override
  public CompletionStage<Orders> read() {
    return statements.read(
        0,
        Call.by(Deadline.in(TIMEOUT, ticker)),
        ReadRound.Level.QUORUM,
        merged -> Orders.of(database.registers(statements.region()).orders()));
  }

  @Override
  public CompletionStage<?> write(Order order) {
    return statements.change(
        Call.by(Deadline.in(TIMEOUT, ticker)),
        (coordinator, reply) -> {
          for (int region = 0; region < database.shape().regions(); region++) {
            database.registers(region).orders().add(order);
          }
          reply.done(true);
        });
  }
}
