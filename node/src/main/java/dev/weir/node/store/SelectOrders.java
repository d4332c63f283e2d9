package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.weir.messages.Call;
import dev.weir.node.orders.Order;
import dev.weir.node.orders.Orders;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads every region's last order. */
final class SelectOrders {

  private static final Logger log = LoggerFactory.getLogger(SelectOrders.class);

  private final Database database;
  private final PreparedStatement statement;

  SelectOrders(Database database) {
    this.database = database;
    statement =
        database.prepare(
            "SELECT region, number, kind, steps, step_millis, revision, set_at, expires_at,"
                + " given_by FROM region_orders WHERE deployment = "
                + InsertOrder.DEPLOYMENT);
  }

  CompletionStage<Orders> ask(Call call) {
    return database
        .read(statement.bind(), call)
        .thenApply(result -> {
          List<Order> orders = new ArrayList<>();
          for (Row row : result.currentPage()) {
            order(row).ifPresent(orders::add);
          }
          return Orders.of(orders);
        });
  }

  /** An order, unless a newer version wrote what this one cannot read. */
  private static Optional<Order> order(Row row) {
    try {
      return what(row)
          .map(what ->
              new Order(
                  new Region(text(row, "region")),
                  row.getInt("number"),
                  what,
                  row.getLong("revision"),
                  Instant.ofEpochMilli(row.getLong("set_at")),
                  row.getLong("expires_at") == InsertOrder.NEVER
                      ? Optional.empty()
                      : Optional.of(Instant.ofEpochMilli(row.getLong("expires_at"))),
                  text(row, "given_by")));
    } catch (IllegalArgumentException e) {
      log.warn("an order in the database makes no sense: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Order.What> what(Row row) {
    return switch (text(row, "kind")) {
      case InsertOrder.SERVE -> Optional.of(new Order.Serve());
      case InsertOrder.LOST -> Optional.of(new Order.Lost());
      case InsertOrder.EVACUATE -> {
        List<Integer> steps = row.getList("steps", Integer.class);
        yield Optional.of(
            new Order.Evacuate(
                steps == null ? List.of() : steps, Duration.ofMillis(row.getLong("step_millis"))));
      }
      default -> Optional.empty();
    };
  }

  private static String text(Row row, String column) {
    String value = row.getString(column);
    return value == null ? "" : value;
  }
}
