package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.checker.SessionChecker;
import dev.weir.chaos.checker.Verdict;
import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.workload.Home;
import dev.weir.chaos.workload.SessionLoad;
import dev.weir.chaos.workload.SessionLoadConfig;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions that change over between two nodes, each of which believes to own everything, and that
 * hand each other what they saw: in all that they did, no two operations contradict each other.
 */
class SessionGuaranteesIT {

  /** Below those that the system gives to outgoing connections. */
  private static final int BASE_PORT = 26_000 + (int) (ProcessHandle.current().pid() % 500) * 4;

  private static final String DATABASE = "127.8.0." + (1 + ProcessHandle.current().pid() % 250);
  private static final Duration OLDEST_FLIGHT = Duration.ofSeconds(5);
  private static final SessionLoadConfig LOAD = new SessionLoadConfig(50, 20_000, 1_000, 4, 1);

  @Test
  void sessions_readTheirWrites_andNeverBackwards(@TempDir Path directory) throws Exception {
    RegionPlan region =
        RegionTrial.plan(2, BASE_PORT, DATABASE)
            .with(Map.of("cluster.discovery", "none", "cluster.members", ""));
    try (Cluster cluster =
            Cluster.start(List.of(region), ClusterTuning.SMALL, directory, step -> {});
        WeirClient one = clientOf(region.nodes().get(0));
        WeirClient other = clientOf(region.nodes().get(1))) {
      for (NodePlan node : region.nodes()) {
        Patience.await(
            node.id() + " to own everything",
            () -> NodeMetrics.of(node).owned() == 4_096,
            System::nanoTime);
      }
      SessionLoad load =
          new SessionLoad(
              List.of(new Home(0, one), new Home(0, other)),
              LOAD,
              System::nanoTime,
              ForkJoinPool.commonPool());
      RecordedHistory history = load.run(progress -> {});
      Verdict verdict = new SessionChecker(OLDEST_FLIGHT).check(history);
      System.out.printf(
          "seed %d: %d operations, %d bytes, failures %s: %s%n",
          LOAD.seed(), history.size(), history.bytes(), load.failuresByCode(), verdict.seen());
      assertThat(verdict.told()).isEmpty();
      assertThat(verdict.violated()).isZero();
      assertSeenEnough(verdict.seen());
      assertThat(load.failed()).isZero();
    }
  }

  /** Where nobody looks closely there is nothing to be seen. */
  private static void assertSeenEnough(Verdict.Seen seen) {
    assertThat(seen.reads()).isGreaterThan(LOAD.operations() / 2);
    assertThat(seen.closeReads()).isGreaterThan(500);
    assertThat(seen.edits()).isGreaterThan(100);
    assertThat(seen.deletions()).isGreaterThan(50);
  }

  private static WeirClient clientOf(NodePlan node) {
    return WeirClient.connect(ClientConfig.of(List.of(node.listen())));
  }
}
