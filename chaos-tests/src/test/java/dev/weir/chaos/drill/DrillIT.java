package dev.weir.chaos.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.demo.DemoLink;
import dev.weir.chaos.demo.DemoProcess;
import dev.weir.chaos.drill.hands.Evidence;
import dev.weir.chaos.drill.report.DrillReport;
import dev.weir.chaos.drill.report.Event;
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
import java.util.List;
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

  /** How fast it recovers is not asked here: that depends on the machine. */
  @Test
  void aDatabaseIsLost_andTheReportTellsIt() throws Exception {
    Path report = directory.resolve("report");
    Process drill =
        drill(
            "database-loss",
            "--report",
            report.toString(),
            "--set",
            "hold=5s",
            "--set",
            "baseline=2s",
            "--set",
            "preconditions=2s",
            "--set",
            "objectives.rto=5s",
            "--set",
            "objectives.p99=3s",
            "--set",
            "objectives.error-rate=5",
            "--set",
            "load.sessions=16",
            "--set",
            "load.channels=12");
    assertThat(drill.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
    DrillReport told = ReportFiles.read(report);

    assertThat(told.outcome()).as(said()).isIn(Outcome.PASS, Outcome.DEVIATED);
    assertThat(drill.exitValue()).isEqualTo(told.outcome().status());
    assertThat(told.bars())
        .as(said())
        .filteredOn(bar -> bar.kind() == Bar.Kind.BEHAVIOUR)
        .isNotEmpty()
        .allMatch(Bar::met);
    assertThat(told.evidence()).as(said()).hasSizeGreaterThan(2).allMatch(Evidence::seen);
    assertThat(told.evidence().getFirst().told()).contains("eu-db is dead");
    assertThat(told.data().acknowledged()).isPositive();
    assertThat(told.events()).anyMatch(event -> event.kind().equals(Event.BREAKER));
    assertThat(report.resolve(ReportFiles.PAGE)).exists();
    assertThat(report.resolve(ReportFiles.JUNIT)).exists();
    assertThat(orders.ask("check")).isEqualTo(WELL);
  }

  @Test
  void whoControlsItIsKilled_andEverythingHealsByItself() throws Exception {
    Process drill =
        drill(
            "database-loss",
            "--set",
            "mode=pause",
            "--set",
            "hold=100s",
            "--set",
            "expiry=110s",
            "--set",
            "preconditions=1s",
            "--set",
            "baseline=1s",
            "--set",
            "load.sessions=8",
            "--set",
            "patience=30s");
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

  private static Path demoDirectory() {
    return directory.resolve("demo");
  }

  private static File log() {
    return directory.resolve("drill.log").toFile();
  }

  private static String said() throws Exception {
    return log().exists() ? Files.readString(log().toPath()) : "";
  }

  private static Process drill(String... arguments) throws Exception {
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
            "run"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--demo", demoDirectory().toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log()).start();
  }
}
