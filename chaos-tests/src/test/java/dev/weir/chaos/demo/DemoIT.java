package dev.weir.chaos.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.workload.ChatLoad;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, whole, on ports and addresses of its own. */
class DemoIT {

  private static final int BASE_PORT = 30_000 + (int) (ProcessHandle.current().pid() % 2_000);

  @Test
  void demo_runsWithoutErrors_andLeavesNothingBehind(@TempDir Path directory) throws Exception {
    String network = "127.5." + BASE_PORT % 250;
    DemoSites sites = DemoSites.together(BASE_PORT, network);
    List<RegionPlan> regions = sites.regions();
    List<String> steps = new ArrayList<>();
    long children = ProcessHandle.current().descendants().count();
    try (Demo demo = Demo.start(sites, 50, directory, System::nanoTime, steps::add)) {
      pressCtrlCInTheChildren();
      List<String> lines = new ArrayList<>();
      demo.watch(Optional.of(Duration.ofSeconds(3)), lines::add);
      DemoReport report = demo.report();

      assertThat(report.isGood()).as(report.json()).isTrue();
      assertThat(report.json()).contains("\"started_ms\": ", "\"errors\": 0", "\"read_p99_ms\": ");
      assertThat(lines).isNotEmpty().allMatch(line -> line.contains("errors 0"));
      assertThat(demo.inventory()).hasSize(6);
      assertBothRegionsHoldTheHotChannel(regions);
    }
    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(children);
    for (int port : new int[] {BASE_PORT, BASE_PORT + 1, BASE_PORT + 10, BASE_PORT + 11}) {
      try (ServerSocket free = new ServerSocket()) {
        free.bind(new InetSocketAddress("127.0.0.1", port));
      }
    }
  }

  /** A terminal sends it to all of its processes; only the demo itself may mind. */
  private static void pressCtrlCInTheChildren() throws Exception {
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
    }
  }

  private static void assertBothRegionsHoldTheHotChannel(List<RegionPlan> regions) {
    for (RegionPlan region : regions) {
      String contact = region.nodes().getLast().listen().toString();
      try (WeirClient client = WeirClient.connect(ClientConfig.of(contact))) {
        assertThat(client.channel(ChatLoad.HOT).latest(50).messages())
            .isNotEmpty()
            .anyMatch(message -> message.id().region() == 0)
            .anyMatch(message -> message.id().region() == 1);
      }
    }
  }
}
