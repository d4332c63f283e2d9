package dev.weir.chaos.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.demo.DemoLink;
import dev.weir.chaos.demo.DemoProcess;
import dev.weir.chaos.drill.hands.Evidence;
import dev.weir.chaos.drill.report.DrillReport;
import dev.weir.chaos.drill.report.Outcome;
import dev.weir.chaos.drill.report.ReportFiles;
import dev.weir.chaos.failover.Bar;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills as users run them, in processes of their own, on a demo that runs already. */
class DrillIT {

  private static final int BASE_PORT = 26_000 + (int) (ProcessHandle.current().pid() % 1_500);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int TRIES = 3;
  private static final String WELL = "all is well";

  @TempDir private static Path directory;
  private static DemoProcess demo;
  private static DemoLink orders;

  @BeforeAll
  static void start() {
    List<String> options =
        List.of("--base-port", "" + BASE_PORT, "--network", "127.6." + BASE_PORT % 250);
    demo = DemoProcess.start(options, demoDirectory(), step -> {});
    orders = demo.await(demoDirectory(), System::nanoTime);
  }

  @AfterAll
  static void stop() {
    orders.close();
    demo.close();
  }

  /**
   * How fast it recovers is not asked here: that depends on the machine. Again if it proved
   * nothing: where ten processes share two processors there may be no calm before.
   */
  @Test
  void aDatabaseIsLost_andTheReportTellsIt() throws Exception {
    DrillReport told = databaseLoss();
    for (int again = 1; again < TRIES && told.outcome() == Outcome.INCONCLUSIVE; again++) {
      told = databaseLoss();
    }

    assertThat(told.outcome()).as(said()).isIn(Outcome.PASS, Outcome.DEVIATED);
    assertThat(told.bars())
        .as(said())
        .filteredOn(bar -> bar.kind() == Bar.Kind.BEHAVIOUR)
        .isNotEmpty()
        .allMatch(Bar::met);
    assertThat(told.evidence()).as(said()).hasSizeGreaterThan(2).allMatch(Evidence::seen);
    assertThat(told.evidence().getFirst().told()).contains("eu-db is dead");
    assertThat(told.data().acknowledged()).isPositive();
    assertThat(told.openings()).as(said()).isPositive();
    assertThat(report().resolve(ReportFiles.PAGE)).exists();
    assertThat(report().resolve(ReportFiles.JUNIT)).exists();
    assertThat(orders.ask("check")).isEqualTo(WELL);
  }

  private static DrillReport databaseLoss() throws Exception {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("hold", "5s");
    set.put("baseline", "2s");
    set.put("preconditions", "2s");
    set.put("patience", "30s");
    set.put("objectives.rto", "5s");
    set.put("objectives.p99", "3s");
    set.put("objectives.error-rate", "5");
    set.put("load.sessions", "16");
    set.put("load.channels", "12");
    set.put("stop.error-rate", "100");
    set.put("stop.survivor-error-rate", "100");
    Process drill = drill(set, "--report", report().toString());
    assertThat(drill.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
    DrillReport told = ReportFiles.read(report());
    assertThat(drill.exitValue()).as(said()).isEqualTo(told.outcome().status());
    return told;
  }

  @Test
  void whoControlsItIsKilled_andEverythingHealsByItself() throws Exception {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("mode", "pause");
    set.put("hold", "100s");
    set.put("expiry", "110s");
    set.put("preconditions", "1s");
    set.put("baseline", "1s");
    set.put("load.sessions", "8");
    set.put("objectives.p99", "3s");
    set.put("stop.error-rate", "100");
    set.put("stop.survivor-error-rate", "100");
    Process drill = drill(set);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> !drill.isAlive() || orders.ask("check").contains("eu-db is frozen"));
    assertThat(drill.isAlive()).as(said()).isTrue();

    drill.destroyForcibly().waitFor();

    Awaitility.await().atMost(LIMIT).until(() -> orders.ask("check").equals(WELL));
    try (WeirClient eu =
        WeirClient.connect(
            ClientConfig.of("127.0.0.1:" + BASE_PORT).withTimeout(Duration.ofSeconds(20)))) {
      eu.channel(7).append(1, "after all");
      assertThat(eu.channel(7).latest(1).messages()).hasSize(1);
    }
  }

  private static Path report() {
    return directory.resolve("report");
  }

  private static Path demoDirectory() {
    return directory.resolve("demo");
  }

  private static File log() {
    return directory.resolve("drill.log").toFile();
  }

  private static String said() throws Exception {
    return log().exists() ? Files.readString(log().toPath()) : "";
  }

  private static Process drill(Map<String, String> set, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dweir.home=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.weir.node.cli.Weir",
            "drill",
            "run",
            "database-loss"));
    set.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--demo", demoDirectory().toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log()).start();
  }
}
