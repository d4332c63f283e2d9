package dev.weir.node.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.orders.InMemoryOrders;
import dev.weir.node.orders.Order;
import dev.weir.node.orders.OrderBook;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two regions of two nodes, real JGroups clusters over loopback: the first node of each, its site
 * master, is a process of its own that is killed; the second is in this one, and watched.
 */
class BridgeIT {

  private static final Region EU = new Region("eu");
  private static final Region US = new Region("us");
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int PORT = 21_000 + (int) (ProcessHandle.current().pid() % 900);

  private final List<Process> processes = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final InMemoryOrders ordersOfEu = new InMemoryOrders();
  private final InMemoryOrders ordersOfUs = new InMemoryOrders();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void regionsHearOfEachOther_survivorsTakeOver_andASilentRegionIsStale() throws Exception {
    Process eu1 = start("eu-1");
    Process us1 = start("us-1");
    OrderBook bookOfEu = book(EU, ordersOfEu);
    OrderBook bookOfUs = book(US, ordersOfUs);
    Bridge eu2 = bridge("eu-2", bookOfEu);
    Bridge us2 = bridge("us-2", bookOfUs);

    await().atMost(SOON).until(() -> nodes(eu2, US) == 2 && nodes(us2, EU) == 2);
    Digest ofUs = neighbour(eu2, US).digest().orElseThrow();
    assertThat(ofUs.number()).isEqualTo(1);
    assertThat(ofUs.load()).isEqualTo(new Load(200, 4, 2_000));
    assertThat(ofUs.database()).isEqualTo(new DatabaseHealth(true, "breaker closed"));
    assertThat(ofUs.hot()).containsExactly(new HotRate(new ChannelId(42), 1_000));
    assertThat(eu2.awaited(new ChannelId(42))).isZero();

    // One machine has one clock: whatever the offset, it is within its own error bound.
    await().atMost(SOON).until(() -> neighbour(eu2, US).clock().isPresent());
    ClockOffset clock = neighbour(eu2, US).clock().orElseThrow();
    assertThat(Math.abs(clock.offsetMicros())).isLessThanOrEqualTo(clock.errorMicros() + 1_000);

    // A region whose database is dead hears of orders, too, and keeps them when it is back.
    ordersOfUs.die(true);
    assertThat(bookOfEu.give(lost(bookOfEu))).isTrue();
    // The site masters here have tables of their own: only as one of them can eu-2 tell.
    eu1.destroyForcibly().waitFor();
    await().atMost(SOON).until(() -> speaksFor(us2, EU, "eu-2"));
    await().atMost(SOON).until(() -> neighbour(us2, EU).isFresh());
    await().atMost(SOON).until(() -> bookOfUs.lost().contains(1));
    ordersOfUs.die(false);
    await().atMost(SOON).until(() -> ordersOfUs.kept().of(US).isPresent());

    us1.destroyForcibly().waitFor();
    await().atMost(SOON).until(() -> speaksFor(eu2, US, "us-2"));
    us2.close();
    open.remove(us2);
    await().atMost(SOON).until(() -> neighbour(eu2, US).state() == Neighbour.State.STALE);
    await().atMost(SOON).until(() -> eu2.awaited(new ChannelId(42)) > 0);
    assertThat(neighbour(eu2, US).age()).isGreaterThan(Neighbour.FRESH);
  }

  @Test
  void takenPort_isTold_whicheverOfTheFourItIs() throws Exception {
    try (OrderBook book = BridgeProcess.book(EU, ordersOfEu);
        ServerSocket taken =
            new ServerSocket(
                PORT + 50 + BridgeConfig.RELAY_OFFSET, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> BridgeProcess.bridge("eu-1", PORT + 50, book))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_TAKEN))
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
  }

  private static Order lost(OrderBook book) {
    Instant now = Instant.now();
    return new Order(US, 1, new Order.Lost(), book.nextRevision(US), now, Optional.empty(), "me");
  }

  private Process start(String node) throws Exception {
    Process process = BridgeProcess.start(node, PORT);
    processes.add(process);
    // The eldest is the site master: the second node of a region waits for the first.
    await().atMost(SOON).until(() -> listens(BridgeProcess.config(node, PORT)));
    return process;
  }

  private static boolean listens(BridgeConfig config) {
    try (var _ = new Socket(config.listen().host(), config.listen().port())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private OrderBook book(Region region, InMemoryOrders table) {
    OrderBook book = BridgeProcess.book(region, table);
    open.add(book);
    return book;
  }

  private Bridge bridge(String node, OrderBook book) {
    Bridge bridge = BridgeProcess.bridge(node, PORT, book);
    open.add(bridge);
    return bridge;
  }

  private static Neighbour neighbour(Bridge bridge, Region region) {
    return bridge.neighbours().of(region).orElseThrow();
  }

  private static int nodes(Bridge bridge, Region region) {
    Neighbour neighbour = neighbour(bridge, region);
    return neighbour.isFresh() ? neighbour.digest().orElseThrow().nodes().size() : 0;
  }

  private static boolean speaksFor(Bridge bridge, Region region, String node) {
    return neighbour(bridge, region)
        .digest()
        .filter(digest -> digest.stamp().sender().equals(new NodeId(node)))
        .isPresent();
  }
}
