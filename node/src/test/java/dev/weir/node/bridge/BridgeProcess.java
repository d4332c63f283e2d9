package dev.weir.node.bridge;

import dev.weir.node.orders.InMemoryOrders;
import dev.weir.node.orders.OrderBook;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;

/** A node that is nothing but its bridge, in a process that can be killed. */
final class BridgeProcess {

  private BridgeProcess() {}

  /** Ends when its input does: so it never outlives the test. */
  public static void main(String... arguments) throws IOException {
    int port = Integer.parseInt(arguments[1]);
    try (OrderBook book = book(region(arguments[0]), new InMemoryOrders());
        Bridge bridge = bridge(arguments[0], port, book)) {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** Nodes 1 and 2 of each region, their ports in a row. */
  static Bridge bridge(String node, int basePort, OrderBook book) {
    return Bridge.start(
        config(node, basePort),
        new NodeId(node),
        new FakeHome(new NodeId(node)),
        book,
        new Bridge.Clocks(System::nanoTime, InstantSource.system()),
        new SimpleMeterRegistry());
  }

  static BridgeConfig config(String node, int basePort) {
    Map<Region, BridgeConfig.Peer> regions =
        Map.of(
            new Region("eu"), peer("eu", basePort),
            new Region("us"), peer("us", basePort));
    return new BridgeConfig(
        region(node),
        node.startsWith("eu") ? 0 : 1,
        address(node, basePort),
        regions,
        Optional.empty(),
        Duration.ofSeconds(2));
  }

  private static BridgeConfig.Peer peer(String region, int basePort) {
    return new BridgeConfig.Peer(
        OptionalInt.empty(),
        List.of(address(region + "-1", basePort), address(region + "-2", basePort)));
  }

  private static NodeAddress address(String node, int basePort) {
    int place = node.charAt(node.length() - 1) - '1' + (node.startsWith("eu") ? 0 : 2);
    return new NodeAddress("127.0.0.1", basePort + place);
  }

  static Region region(String node) {
    return new Region(node.substring(0, node.indexOf('-')));
  }

  static OrderBook book(Region home, InMemoryOrders table) {
    return OrderBook.open(
        home,
        table,
        InstantSource.system(),
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory()));
  }

  static Process start(String node, int basePort) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            BridgeProcess.class.getName(),
            node,
            Integer.toString(basePort))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
  }
}
