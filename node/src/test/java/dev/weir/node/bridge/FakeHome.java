package dev.weir.node.bridge;

import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import java.util.List;
import java.util.Optional;

/** A node that a test makes up: its name says all. */
record FakeHome(NodeId node) implements Home {

  static final Load LOAD = new Load(100, 2, 1_000);

  @Override
  public NodeReport report() {
    return report(node.name(), LOAD);
  }

  static NodeReport report(String name, Load load) {
    return new NodeReport(
        new NodeId(name),
        new NodeAddress("10.0.0.1", 7400),
        true,
        false,
        2_048,
        load,
        new DatabaseHealth(true, "breaker closed"));
  }

  @Override
  public List<HotRate> hot() {
    return List.of(new HotRate(new ChannelId(42), 500));
  }

  @Override
  public Optional<Epoch> epoch() {
    return Optional.of(new Epoch(7, node));
  }
}
