package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.weir.messages.Call;
import dev.weir.node.orders.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps an order, unless a later one of its region is there: its revision is its timestamp. */
final class InsertOrder {

  /** All orders lie in this partition. */
  static final int DEPLOYMENT = 0;

  /** An order that does not expire. */
  static final long NEVER = 0;

  static final String SERVE = "serve";
  static final String EVACUATE = "evacuate";
  static final String LOST = "lost";

  private final Database database;
  private final PreparedStatement statement;

  InsertOrder(Database database) {
    this.database = database;
    statement =
        database.prepare(
            "INSERT INTO region_orders (deployment, region, number, kind, steps, step_millis,"
                + " revision, set_at, expires_at, given_by)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
  }

  CompletionStage<?> ask(Order order, Call call) {
    Order.Evacuate none = new Order.Evacuate(List.of(1), Duration.ZERO);
    Order.Evacuate steps = order.what() instanceof Order.Evacuate some ? some : none;
    return database.write(
        statement
            .bind()
            .setInt(0, DEPLOYMENT)
            .setString(1, order.region().name())
            .setInt(2, order.number())
            .setString(3, kind(order.what()))
            .setList(4, steps.steps(), Integer.class)
            .setLong(5, steps.each().toMillis())
            .setLong(6, order.revision())
            .setLong(7, order.setAt().toEpochMilli())
            .setLong(8, order.expiresAt().map(Instant::toEpochMilli).orElse(NEVER))
            .setString(9, order.by())
            .setLong(10, order.revision()),
        call);
  }

  private static String kind(Order.What what) {
    return switch (what) {
      case Order.Serve _ -> SERVE;
      case Order.Evacuate _ -> EVACUATE;
      case Order.Lost _ -> LOST;
    };
  }
}
