package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.bench.RegionTrial.Figures;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.workload.ChatLoad;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.topology.NodeId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One region of three real nodes under load. Whatever is done to a node, no call fails and nothing
 * that was acknowledged is missing; how long things take is measured elsewhere, and bounded here
 * only so that hanging is noticed.
 */
class RegionUnderFaultsIT {

  private static final int PER_SECOND = 300;
  private static final double HANGING_MILLIS = 4_000;
  private static final int READS = 300;

  /** Below those that the system gives to outgoing connections. */
  private static final int BASE_PORT = 20_000 + (int) (ProcessHandle.current().pid() % 500) * 4;

  private static final String DATABASE = "127.6.0." + (1 + ProcessHandle.current().pid() % 250);

  @TempDir private static Path directory;
  private static RegionTrial trial;

  @BeforeAll
  static void start() {
    RegionPlan region =
        RegionTrial.plan(3, BASE_PORT, DATABASE)
            .with(Map.of("cluster.hold-down", "1s", "hot.reads-per-second", "100"));
    trial = RegionTrial.start(region, PER_SECOND, directory, System::nanoTime, step -> {});
  }

  @AfterAll
  static void stop() {
    try {
      trial.settle();
      assertThat(trial.acknowledged()).isPositive();
      assertThat(trial.missing()).isEmpty();
    } finally {
      trial.close();
    }
  }

  @Test
  void ownerKilled_noCallFails_andItsRangesMove() {
    NodePlan victim = trial.region().nodes().get(0);
    assertUnnoticed(
        trial.disturb("kill", () -> trial.cluster().kill(victim.id()), trial.without(victim.id())));
    assertUnnoticed(
        trial.disturb(
            "back", () -> trial.cluster().start(trial.region(), victim), trial.region().nodes()));
  }

  @Test
  void ownerFrozen_isPassedOver_andDoesNotLeadWhenItWakes() throws IOException {
    NodePlan victim = trial.region().nodes().get(1);
    assertUnnoticed(
        trial.disturb(
            "freeze", () -> trial.cluster().pause(victim.id()), trial.without(victim.id())));
    long told = tables(victim.id()).count();
    assertUnnoticed(
        trial.disturb("thaw", () -> trial.cluster().resume(victim.id()), trial.region().nodes()));
    // Until it was back among the others it served by no table that it had made itself.
    assertThat(tables(victim.id()).skip(told).limit(1))
        .isNotEmpty()
        .noneMatch(line -> line.contains("@" + victim.id() + ":"));
  }

  @Test
  void allRestarted_oneAfterTheOther_noCallFails() {
    assertUnnoticed(trial.disturb("restart", () -> OwnershipBench.restartAll(trial), List.of()));
  }

  @Test
  void drainedNode_givesAllAway_andTakesItsShareAgain_noCallFails() {
    NodePlan drained = trial.region().nodes().get(2);
    assertUnnoticed(
        trial.disturb(
            "drain",
            () -> {
              post(drained, "/drain");
              Patience.await(
                  "no ranges left", () -> NodeMetrics.of(drained).owned() == 0, System::nanoTime);
            },
            List.of()));
    assertUnnoticed(
        trial.disturb("undo", () -> post(drained, "/drain?undo"), trial.region().nodes()));
    Patience.await("its share", () -> NodeMetrics.of(drained).owned() >= 1_365, System::nanoTime);
  }

  private static void post(NodePlan node, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + node.admin() + path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hotChannel_isSpreadOverNodes_andReadAllTheSame() {
    try (WeirClient writer = reader()) {
      writer.channel(ChatLoad.HOT).append(1, "all eyes here");
    }
    Patience.await(
        "a client that reads the hot channel at another node than its owner",
        () -> {
          Map<NodePlan, Double> before = new HashMap<>();
          trial.region().nodes().forEach(node -> before.put(node, sentOn(node)));
          // Each draws anew which of the nodes it reads from, and one of them is the owner. Before
          // it knows the table it asks whom it likes, so only most of its reads can tell.
          try (WeirClient client = reader()) {
            for (int i = 0; i < READS; i++) {
              assertThat(client.channel(ChatLoad.HOT).latest(1).messages()).isNotEmpty();
            }
          }
          return trial.region().nodes().stream()
              .anyMatch(node -> sentOn(node) - before.get(node) > READS * 2 / 3);
        },
        System::nanoTime);
  }

  /** Requests that a node sent on to their owner. */
  private static double sentOn(NodePlan node) {
    return NodeMetrics.of(node).value("weir_route_requests_total{way=\"sent_on\"}");
  }

  private static WeirClient reader() {
    return WeirClient.connect(
        ClientConfig.of(trial.region().nodes().stream().map(NodePlan::listen).toList()));
  }

  private static void assertUnnoticed(Figures figures) {
    assertThat(figures.failed()).as(figures + " " + trial.errors()).isZero();
    assertThat(figures.calls()).as("calls of " + figures).isGreaterThan(PER_SECOND);
    assertThat(figures.slowestMillis()).as(figures.toString()).isLessThan(HANGING_MILLIS);
  }

  private static Stream<String> tables(NodeId node) throws IOException {
    Path log = trial.cluster().directory().resolve("logs").resolve(node + ".log");
    return Files.readAllLines(log).stream().filter(line -> line.contains("serving by epoch"));
  }
}
