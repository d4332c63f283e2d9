package dev.weir.node.cli;

import dev.weir.node.admin.AdminServer;
import dev.weir.node.admin.EpochView;
import dev.weir.node.admin.FakeOperations;
import dev.weir.node.admin.MemberView;
import dev.weir.node.admin.RangesView;
import dev.weir.topology.NodeAddress;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Nodes that a test makes up, behind real ports for operators. */
final class FakeRegion implements AutoCloseable {

  private final Map<String, FakeOperations> nodes = new LinkedHashMap<>();
  private final Map<String, AdminServer> servers = new LinkedHashMap<>();

  FakeRegion(String... names) {
    List<MemberView> members = new ArrayList<>();
    for (String name : names) {
      FakeOperations node = new FakeOperations(name);
      AdminServer server =
          AdminServer.start(
              new NodeAddress("127.0.0.1", 0),
              node,
              new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
      nodes.put(name, node);
      servers.put(name, server);
      members.add(
          new MemberView(
              name,
              name + ":7400",
              "127.0.0.1:" + server.port(),
              1,
              MemberView.SERVING,
              true,
              name.equals("eu-1"),
              100,
              50));
    }
    tell(members);
  }

  FakeOperations node(String name) {
    return nodes.get(name);
  }

  /** Where operators reach a node. */
  String admin(String name) {
    return "127.0.0.1:" + servers.get(name).port();
  }

  /** Stops a node's port; the others do not notice. */
  void stop(String name) {
    servers.get(name).close();
  }

  /** Changes how all see one member. */
  void change(String name, UnaryOperator<MemberView> change) {
    tell(
        members().stream()
            .map(member -> member.node().equals(name) ? change.apply(member) : member)
            .toList());
  }

  List<MemberView> members() {
    return nodes.values().iterator().next().members;
  }

  private void tell(List<MemberView> members) {
    nodes.values().forEach(node -> node.members = members);
  }

  /** Gives all the same table: indexes of members. */
  void table(List<Integer> owners, List<Integer> standbys) {
    RangesView table =
        new RangesView(
            Optional.of(new EpochView(7, "eu-1")), List.copyOf(nodes.keySet()), owners, standbys);
    nodes.values().forEach(node -> node.ranges = table);
  }

  static MemberView phase(MemberView member, String phase, int owned) {
    return new MemberView(
        member.node(),
        member.address(),
        member.admin(),
        member.weight(),
        phase,
        member.present(),
        member.coordinator(),
        owned,
        member.standby());
  }

  static MemberView gone(MemberView member) {
    return new MemberView(
        member.node(),
        member.address(),
        member.admin(),
        member.weight(),
        member.phase(),
        false,
        false,
        0,
        0);
  }

  static MemberView at(MemberView member, String admin) {
    return new MemberView(
        member.node(),
        member.address(),
        admin,
        member.weight(),
        member.phase(),
        member.present(),
        member.coordinator(),
        member.owned(),
        member.standby());
  }

  @Override
  public void close() {
    servers.values().forEach(AdminServer::close);
  }
}
