package dev.weir.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.topology.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeYamlTest {

  private static final RegionPlan EU = region("eu", 0, 7400);
  private static final RegionPlan US = region("us", 1, 7410);
  private static final RegionPlan AP = region("ap", 2, 7420);
  private static final List<RegionPlan> ALL = List.of(EU, US, AP);

  @Test
  void others_areInTheOrderOfThePlan_afterTheOwnOne() {
    assertThat(NodeYaml.ofOthers(ALL, US, US.nodes().getFirst()))
        .isEqualTo(
            """
            regions:
              peers: "ap/2 = 127.0.0.1:7420, 127.0.0.1:7421; eu/0 = 127.0.0.1:7400, 127.0.0.1:7401"
            bridge:
              listen: 127.0.0.1:7910
              members: "eu = 127.0.0.1:7900, 127.0.0.1:7901; us = 127.0.0.1:7910, 127.0.0.1:7911; ap = 127.0.0.1:7920, 127.0.0.1:7921"
            """);
  }

  @Test
  void whoIsAlone_orOfNoPlan_knowsNoOthers() {
    assertThat(NodeYaml.ofOthers(List.of(EU), EU, EU.nodes().getFirst())).isEmpty();
    RegionPlan stranger = region("eu", 0, 7500);
    assertThat(NodeYaml.ofOthers(ALL, stranger, stranger.nodes().getFirst())).isEmpty();
  }

  @Test
  void own_namesMates_andTheRegionsToMake() {
    assertThat(NodeYaml.of(ALL, EU, EU.nodes().getFirst()))
        .contains(
            "id: eu-1\n",
            "members: \"127.0.0.1:7500, 127.0.0.1:7501\"",
            "create-replication: \"eu=1, us=1, ap=1\"",
            "contact-points: 127.9.0.1:9042");
  }

  private static RegionPlan region(String name, int number, int port) {
    return new RegionPlan(
        new Region(name),
        number,
        "127.9.0." + (number + 1),
        List.of(NodePlan.local(name + "-1", port), NodePlan.local(name + "-2", port + 1)));
  }
}
