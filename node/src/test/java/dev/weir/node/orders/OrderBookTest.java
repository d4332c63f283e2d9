package dev.weir.node.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderBookTest {

  private static final Region EU = new Region("eu");
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InMemoryOrders table = new InMemoryOrders();
  private final OrderBook book = open();

  private OrderBook open() {
    return OrderBook.open(EU, table, now::get, Executors.newSingleThreadScheduledExecutor());
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void orderIsObeyed_kept_andReadByOthers() {
    assertThat(book.give(evacuation("eu", 1))).isTrue();
    assertThat(book.awayShare()).isEqualTo(1);
    now.set(NOON.plusSeconds(30));
    assertThat(book.awayShare()).isEqualTo(100);
    try (OrderBook other = open()) {
      await().until(() -> other.awayShare() == 100);
    }
    now.set(NOON.plusSeconds(3_600));
    assertThat(book.awayShare()).isZero();
  }

  @Test
  void orderOfAnotherRegion_sendsNothingAwayHere() {
    book.give(evacuation("us", 1));
    assertThat(book.awayShare()).isZero();
  }

  @Test
  void deadDatabase_delaysOnlyThatItIsKept() {
    table.die(true);
    assertThat(book.give(evacuation("eu", 1))).isFalse();
    assertThat(book.awayShare()).isEqualTo(1);
    table.die(false);
    await().until(() -> table.kept().of(EU).isPresent());
  }

  @Test
  void whatOthersTell_isObeyed_andKeptHereToo() {
    book.learn(Orders.of(List.of(evacuation("eu", 7))));
    assertThat(book.awayShare()).isEqualTo(1);
    await().until(() -> table.kept().of(EU).isPresent());
    book.learn(Orders.of(List.of(OrdersTest.order("eu", 6, new Order.Serve()))));
    assertThat(book.awayShare()).isEqualTo(1);
  }

  @Test
  void lostRegions_byNumber() {
    book.give(new Order(new Region("us"), 3, new Order.Lost(), 1, NOON, Optional.empty(), "me"));
    assertThat(book.lost()).containsExactly(3);
    book.give(new Order(new Region("us"), 3, new Order.Serve(), 2, NOON, Optional.empty(), "me"));
    assertThat(book.lost()).isEmpty();
  }

  @Test
  void revisions_grow_evenIfTheClockWasSetBack() {
    long micros = NOON.toEpochMilli() * 1_000;
    assertThat(book.nextRevision(EU)).isEqualTo(micros);
    book.give(evacuation("eu", micros + 5_000_000));
    assertThat(book.nextRevision(EU)).isEqualTo(micros + 5_000_001);
  }

  private static Order evacuation(String region, long revision) {
    return new Order(
        new Region(region),
        0,
        new Order.Evacuate(List.of(1, 100), Duration.ofSeconds(30)),
        revision,
        NOON,
        Optional.of(NOON.plusSeconds(3_600)),
        "me");
  }
}
