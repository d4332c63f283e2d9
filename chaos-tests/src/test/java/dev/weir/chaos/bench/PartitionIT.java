package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.nemesis.Network;
import dev.weir.topology.Region;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real partitions between real nodes: both sides go on, nothing that was acknowledged is lost, and
 * afterwards there is one table.
 */
class PartitionIT {

  private static final Duration SPLIT = Duration.ofSeconds(4);

  private final StringBuilder story = new StringBuilder();

  @Test
  void bothSidesServe_andAgreeAfterwards(@TempDir Path directory) throws Exception {
    try (Network network = Network.create(3)) {
      RegionPlan region =
          new RegionPlan(
                  new Region("eu"),
                  0,
                  network.hub(),
                  IntStream.rangeClosed(1, 3)
                      .mapToObj(
                          i -> NodePlan.in(network.namespace(i), "eu-" + i, network.address(i)))
                      .toList())
              .with(Map.of("cluster.hold-down", "1s"));
      try (Cluster cluster =
          Cluster.start(List.of(region), ClusterTuning.SMALL, directory, step -> {})) {
        List<NodePlan> nodes = region.nodes();
        RegionTrial.awaitOneTable(nodes, 0, System::nanoTime);
        try (SideOfASplit majority = new SideOfASplit(nodes.get(0));
            SideOfASplit minority = new SideOfASplit(nodes.get(2))) {
          trial(
              network,
              nodes,
              "2 | 1",
              majority,
              minority,
              () -> network.split(List.of(1, 2), List.of(3)));
          trial(
              network,
              nodes,
              "3 cannot send",
              majority,
              minority,
              () -> {
                network.cut(3, 1);
                network.cut(3, 2);
              });
          trial(
              network,
              nodes,
              "3 cannot hear",
              majority,
              minority,
              () -> {
                network.cut(1, 3);
                network.cut(2, 3);
              });
          majority.close();
          minority.close();
          assertThat(majority.failures()).isEmpty();
          assertThat(minority.failures()).isEmpty();
          for (NodePlan reader : nodes) {
            assertThat(majority.missingAt(reader)).isEmpty();
            assertThat(minority.missingAt(reader)).isEmpty();
          }
          System.out.printf(
              "%sacknowledged %d and %d, missing none%n",
              story, majority.acknowledged(), minority.acknowledged());
        }
      }
    }
  }

  private void trial(
      Network network,
      List<NodePlan> nodes,
      String what,
      SideOfASplit majority,
      SideOfASplit minority,
      Runnable cut) {
    Patience.await(
        "each node to own its share",
        () -> nodes.stream().allMatch(node -> NodeMetrics.of(node).owned() >= 1_365),
        System::nanoTime);
    long epoch = NodeMetrics.of(nodes.getFirst()).epoch();
    long begun = System.nanoTime();
    cut.run();
    RegionTrial.awaitOneTable(nodes.subList(0, 2), epoch, System::nanoTime);
    double apart = millisSince(begun);
    Patience.await(
        "node 3 to say that it is cut off",
        () -> NodeMetrics.of(nodes.get(2)).value("weir_ownership_degraded") == 1,
        System::nanoTime);
    long before = majority.acknowledged();
    long beforeThere = minority.acknowledged();
    LockSupport.parkNanos(SPLIT.toNanos());
    long served = majority.acknowledged() - before;
    long servedThere = minority.acknowledged() - beforeThere;
    assertThat(served).as(what + ": majority").isPositive();
    assertThat(servedThere).as(what + ": minority").isPositive();
    long split = NodeMetrics.of(nodes.getFirst()).epoch();
    begun = System.nanoTime();
    network.heal();
    Patience.await(
        "one view",
        () -> nodes.stream().allMatch(node -> NodeMetrics.of(node).members() == 3),
        System::nanoTime);
    double merged = millisSince(begun);
    RegionTrial.awaitOneTable(nodes, split, System::nanoTime);
    story.append(
        "%-14s apart after %.0f ms, served %d | %d, merged %.0f ms after the heal, one table %.0f ms after that%n"
            .formatted(what, apart, served, servedThere, merged, millisSince(begun) - merged));
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }
}
