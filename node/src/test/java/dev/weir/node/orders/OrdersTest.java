package dev.weir.node.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void laterOrderOfARegion_holds_whicheverComesLater() {
    Order first = order("eu", 1, new Order.Lost());
    Order second = order("eu", 2, new Order.Serve());
    assertThat(of(first).merge(of(second)).of(new Region("eu"))).contains(second);
    assertThat(of(second).merge(of(first)).of(new Region("eu"))).contains(second);
  }

  @Test
  void ordersOfOtherRegions_stay() {
    Orders both = of(order("eu", 1, new Order.Lost())).merge(of(order("us", 2, new Order.Lost())));
    assertThat(both.all())
        .extracting(Order::region)
        .extracting(Region::name)
        .containsExactly("eu", "us");
  }

  @Test
  void whatOneLacks_isNewer() {
    Order old = order("eu", 1, new Order.Lost());
    Order later = order("eu", 2, new Order.Serve());
    Order other = order("us", 1, new Order.Lost());
    assertThat(of(later, other).newerThan(of(old))).containsExactly(later, other);
    assertThat(of(old).newerThan(of(later))).isEmpty();
    assertThat(of(later).newerThan(of(later))).isEmpty();
  }

  /** Whoever hears what in which order, and however often: in the end all obey the same. */
  @RepeatedTest(200)
  void merging_isTheSameInAnyOrder_andHoweverOften(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<Orders> heard = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      heard.add(random(random));
    }
    Orders once = heard.stream().reduce(Orders.NONE, Orders::merge);
    List<Orders> again = new ArrayList<>(heard);
    again.addAll(heard.subList(0, 5));
    Collections.shuffle(again, random);
    assertThat(again.stream().reduce(Orders.NONE, Orders::merge)).isEqualTo(once);
    Orders left = heard.get(0).merge(heard.get(1).merge(heard.get(2)));
    Orders right = heard.get(0).merge(heard.get(1)).merge(heard.get(2));
    assertThat(left).isEqualTo(right);
    for (Order order : once.all()) {
      assertThat(heard.stream().flatMap(each -> each.all().stream()))
          .filteredOn(each -> each.region().equals(order.region()))
          .allMatch(each -> each.revision() <= order.revision());
    }
  }

  @Test
  void moreRegionsThanThereCanBe_areNotKept() {
    List<Order> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(order("r" + i, i, new Order.Serve()));
    }
    assertThat(Orders.of(many).all())
        .hasSize(Orders.MAX)
        .allMatch(order -> order.revision() >= 20 - Orders.MAX);
  }

  private static Orders random(Random random) {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      Order.What what =
          switch (random.nextInt(3)) {
            case 0 -> new Order.Serve();
            case 1 -> new Order.Lost();
            default ->
                new Order.Evacuate(
                    List.of(1 + random.nextInt(3), 50), Duration.ofSeconds(random.nextInt(3)));
          };
      // Few revisions: equals must be decided, too.
      orders.add(order(random.nextBoolean() ? "eu" : "us", random.nextInt(4), what));
    }
    return Orders.of(orders);
  }

  private static Orders of(Order... orders) {
    return Orders.of(List.of(orders));
  }

  static Order order(String region, long revision, Order.What what) {
    return new Order(
        new Region(region),
        0,
        what,
        revision,
        NOON,
        what instanceof Order.Evacuate ? Optional.of(NOON.plusSeconds(7_200)) : Optional.empty(),
        "me");
  }
}
