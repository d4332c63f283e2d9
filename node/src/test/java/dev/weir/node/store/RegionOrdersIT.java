package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.orders.Order;
import dev.weir.node.orders.OrderTable;
import dev.weir.node.orders.Orders;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegionOrdersIT {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void orders_comeBack_andTheLaterOneStays_whicheverIsWrittenLater() {
    try (CqlStore store =
        CqlStores.open(CqlStores.settings(), CqlStores.wall(), StoreEvents.NONE)) {
      OrderTable table = store.regionOrders();
      Order evacuate =
          order(
              "eu-orders",
              20,
              new Order.Evacuate(List.of(1, 25, 100), Duration.ofSeconds(30)),
              Optional.of(NOON.plusSeconds(7_200)));
      Order lost = order("us-orders", 10, new Order.Lost(), Optional.empty());
      write(table, evacuate);
      write(table, lost);
      assertThat(read(table).all()).containsExactly(evacuate, lost);

      write(table, order("eu-orders", 19, new Order.Serve(), Optional.empty()));
      assertThat(read(table).of(evacuate.region())).contains(evacuate);
      Order serve = order("eu-orders", 21, new Order.Serve(), Optional.empty());
      write(table, serve);
      assertThat(read(table).all()).containsExactly(serve, lost);
    }
  }

  private static Order order(
      String region, long revision, Order.What what, Optional<Instant> expires) {
    return new Order(new Region(region), 3, what, revision, NOON, expires, "me at 127.0.0.1");
  }

  private static void write(OrderTable table, Order order) {
    table.write(order).toCompletableFuture().join();
  }

  private static Orders read(OrderTable table) {
    return table.read().toCompletableFuture().join();
  }
}
