package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.FailoverView;
import dev.weir.node.admin.OrderedView;
import dev.weir.node.admin.RegionCommand;
import dev.weir.node.admin.RegionView;
import dev.weir.node.admin.RegionsView;
import dev.weir.node.orders.InMemoryOrders;
import dev.weir.node.orders.Order;
import dev.weir.node.orders.OrderBook;
import dev.weir.node.orders.Orders;
import dev.weir.node.server.Identity;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node without a bridge: what operators may order all the same. */
class RegionDeskTest {

  private static final Region EU = new Region("eu");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final RegionCommand.Evacuate EVACUATE =
      new RegionCommand.Evacuate(
          Duration.ofHours(2), List.of(10, 100), Duration.ofSeconds(30), false);
  private static final RegionCommand.Evacuate FORCED =
      new RegionCommand.Evacuate(
          Duration.ofHours(2), List.of(10, 100), Duration.ofSeconds(30), true);

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InMemoryOrders table = new InMemoryOrders();
  private final OrderBook book =
      OrderBook.open(EU, table, now::get, Executors.newSingleThreadScheduledExecutor());
  private final FailoverView failover = new FailoverView(List.of(), List.of());
  private final RegionDesk desk =
      new RegionDesk(
          new Identity(new NodeId("eu-1"), EU),
          3,
          Optional.empty(),
          book,
          () -> Optional.of(failover),
          now::get);

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void evacuation_isRefusedWhereNobodyTakesOver_butCanBeForced() {
    assertThatThrownBy(() -> desk.order("eu", EVACUATE, "me"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVACUATION_REFUSED))
        .hasMessageContaining("no other region could take its requests")
        .hasMessageContaining("eu has 0 requests/s");
    assertThat(book.known()).isEqualTo(Orders.NONE);

    OrderedView ordered = desk.order("eu", FORCED, "me");
    assertThat(ordered.kept()).isTrue();
    assertThat(ordered.order().awayShare()).isEqualTo(10);
    assertThat(ordered.order().expiresInMillis()).contains(7_200_000L);
    assertThat(book.awayShare()).isEqualTo(10);
    assertThat(table.kept().of(EU)).map(Order::number).contains(3);

    assertThat(desk.order("eu", new RegionCommand.Restore(), "me").order().inForce()).isFalse();
    assertThat(book.awayShare()).isZero();
  }

  @Test
  void regions_areShown_withTheirOrdersUntilThoseExpire() {
    desk.order("eu", FORCED, "me");
    RegionsView view = desk.regions();
    assertThat(view.bridged()).isFalse();
    assertThat(view.failover()).contains(failover);
    RegionView eu = view.regions().getFirst();
    assertThat(eu.state()).isEqualTo(RegionView.HERE);
    assertThat(eu.order().orElseThrow().inForce()).isTrue();
    now.set(NOON.plus(Duration.ofHours(2)));
    RegionView later = desk.regions().regions().getFirst();
    assertThat(later.order().orElseThrow().inForce()).isFalse();
    assertThat(later.order().orElseThrow().expiresInMillis()).contains(0L);
  }

  @Test
  void ordersThatMakeNoSense_areRefused() {
    assertRefused("us", new RegionCommand.DeclareLost(), "no region 'us'; known are eu");
    assertRefused("eu", new RegionCommand.DeclareLost(), "ask a node of another one");
    assertRefused("eu", new RegionCommand.Restore(), "eu is not evacuated");
    assertRefused("eu", new RegionCommand.DeclareBack(), "eu is not declared lost");
    assertRefused(
        "eu",
        new RegionCommand.Evacuate(Duration.ofHours(1), List.of(50, 25), Duration.ZERO, true),
        "none below the one before");
  }

  @Test
  void lostRegion_mustBeBackBeforeItIsEvacuated() {
    book.give(new Order(EU, 3, new Order.Lost(), 1, NOON, Optional.empty(), "them"));
    assertRefused("eu", FORCED, "declare-back eu");
    desk.order("eu", new RegionCommand.DeclareBack(), "me");
    assertThat(book.lost()).isEmpty();
    assertThat(desk.order("eu", FORCED, "me").order().inForce()).isTrue();
  }

  private void assertRefused(String region, RegionCommand command, String why) {
    assertThatThrownBy(() -> desk.order(region, command, "me"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(why);
  }
}
