package dev.weir.node;

import dev.weir.node.server.FarEnd;
import dev.weir.node.server.HandFedConnection;
import dev.weir.node.server.HandFedServer;
import dev.weir.node.store.Store;
import dev.weir.topology.NodeAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;

/** A node on virtual time and wires, and the connections that come to it. One thread. */
final class VirtualNode {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final VirtualTime time;
  private final NodeCore core;
  private final HandFedServer server;
  private long plannedNanos = Long.MAX_VALUE;

  VirtualNode(int number, VirtualTime time, VirtualWires wires, VirtualRegion region, Store store) {
    this.time = time;
    NodeAddress address = new NodeAddress("127.0.0.1", 7_400 + number);
    NodeConfig config =
        NodeConfig.read(
            Optional.empty(),
            Map.of(),
            Map.of("id", "eu-" + number, "cluster.ranges", "64", "listen", address.toString()));
    this.core =
        NodeCore.start(
            config,
            new Footing(
                wires, name -> time.scheduler(), store, region, region, region.join(), registry));
    this.server = new HandFedServer(core.door(), time, () -> plan(0));
    wires.listen(address.port(), server);
    core.announce(address, address);
  }

  private void plan(long leftNanos) {
    if (leftNanos == Long.MAX_VALUE || time.nanos() + leftNanos >= plannedNanos) {
      return;
    }
    long atNanos = time.nanos() + leftNanos;
    plannedNanos = atNanos;
    time.after(
        leftNanos,
        () -> {
          if (plannedNanos == atNanos) {
            plannedNanos = Long.MAX_VALUE;
            server.turn();
            plan(server.leftNanos());
          }
        });
  }

  NodeCore core() {
    return core;
  }

  HandFedConnection accept(String from, FarEnd end) {
    return server.accept(from, end);
  }

  /** Requests that took this way. */
  double count(String way) {
    return registry.get("weir.route.requests").tag("way", way).counter().count();
  }
}
