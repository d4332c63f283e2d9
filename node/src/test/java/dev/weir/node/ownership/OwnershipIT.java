package dev.weir.node.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.cluster.ClusterConfig;
import dev.weir.node.cluster.ClusterConfig.Discovery;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clusters in one process: JGroups over loopback, Infinispan's map, the machine. */
class OwnershipIT {

  private static final Region EU = new Region("eu");
  private static final int RANGES = 4_096;
  private static final int BASE_PORT = 31_000 + (int) (ProcessHandle.current().pid() % 500) * 2;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration FAILURE = Duration.ofSeconds(2);

  private final List<Ownership> open = new ArrayList<>();

  @AfterEach
  void leave() {
    open.forEach(Ownership::close);
  }

  @Test
  void threeNodes_shareTheRanges_aFourthTakesItsShare_andALostOneIsReplaced() {
    List<Ownership> three = joinAll(1, 2, 3);
    awaitOneTable(three, 3);
    RangeTable before = table(three.getFirst());
    for (int i = 1; i <= 3; i++) {
      assertThat(before.owned(node(i))).isBetween(1_365, 1_366);
    }

    Ownership fourth = join(4, fixed());
    awaitOneTable(with(three, fourth), 4);
    await().atMost(SOON).until(() -> table(fourth).owned(node(4)) == 1_024);
    RangeTable four = table(fourth);
    for (int range = 0; range < RANGES; range++) {
      if (!four.ownerOf(range).node().equals(node(4))) {
        assertThat(four.ownerOf(range)).isEqualTo(before.ownerOf(range));
      }
    }

    Ownership coordinator = three.getFirst();
    coordinator.close();
    open.remove(coordinator);
    List<Ownership> rest = List.of(three.get(1), three.get(2), fourth);
    await().atMost(SOON).until(() -> table(fourth).member(node(1)).isEmpty());
    awaitOneTable(rest, 3);
    assertThat(table(fourth).epoch().number()).isGreaterThan(four.epoch().number());
    assertThat(rest).allMatch(node -> !node.status().degraded());
  }

  @Test
  void drainedNode_ownsNothing_andARestartedOneKeepsItsRanges() {
    List<Ownership> two = joinAll(1, 2);
    awaitOneTable(two, 2);
    two.get(1).drain(true);
    await().atMost(SOON).until(() -> table(two.get(0)).owned(node(2)) == 0);
    two.get(1).drain(false);
    await().atMost(SOON).until(() -> table(two.get(0)).owned(node(2)) == RANGES / 2);

    RangeTable before = table(two.get(0));
    two.get(1).restart().toCompletableFuture().join();
    two.get(1).close();
    open.remove(two.get(1));
    Ownership back = join(2, fixed());
    await().atMost(SOON).until(() -> back.table().isPresent());
    assertThat(table(two.get(0)).movesSince(before)).isZero();
    assertThat(table(back)).isEqualTo(table(two.get(0)));
  }

  @Test
  void nodes_findEachOther_byFilesInADirectory(@TempDir Path directory) {
    Discovery files = new Discovery.Directory(directory);
    awaitOneTable(List.of(join(1, files), join(2, files)), 2);
  }

  @Test
  void nodes_findEachOther_byTheAddressesOfAName() {
    int port = BASE_PORT + 300;
    Ownership first = join(1, new NodeAddress("127.0.0.1", port), new Discovery.Dns("localhost"));
    Ownership second = join(2, new NodeAddress("127.0.0.2", port), new Discovery.Dns("localhost"));
    awaitOneTable(List.of(first, second), 2);
  }

  @Test
  void tls_letsInOnlyThoseWithACertificate(@TempDir Path directory) throws Exception {
    Optional<ClusterConfig.Tls> tls = Optional.of(certificate(directory));
    List<Ownership> two = List.of(join(1, fixed(), tls), join(2, fixed(), tls));
    awaitOneTable(two, 2);
    Ownership stranger = join(3, fixed(), Optional.empty());
    await().atMost(SOON).until(() -> stranger.table().isPresent());
    assertThat(table(stranger).members()).hasSize(1);
    assertThat(two).allMatch(node -> table(node).members().size() == 2);
  }

  private static ClusterConfig.Tls certificate(Path directory) throws Exception {
    Path store = directory.resolve("node.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "node",
                "-keyalg",
                "EC",
                "-dname",
                "CN=weir",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(keytool.getInputStream().readAllBytes(), UTF_8)).doesNotContain("rror");
    assertThat(keytool.waitFor()).isZero();
    return new ClusterConfig.Tls(store, store, "changeit");
  }

  @Test
  void nodeAlone_ownsEverything_withoutACluster() {
    Ownership alone = join(1, new Discovery.None());
    await().atMost(SOON).until(() -> alone.table().isPresent());
    assertThat(table(alone).owned(node(1))).isEqualTo(RANGES);
  }

  @Test
  void portTaken_isSaid() {
    join(1, fixed());
    assertThatThrownBy(() -> join(2, address(1), fixed()))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.PORT_TAKEN))
        .hasMessageContaining(Integer.toString(address(1).port()));
  }

  private List<Ownership> joinAll(int... numbers) {
    List<CompletableFuture<Ownership>> joining = new ArrayList<>();
    for (int number : numbers) {
      joining.add(CompletableFuture.supplyAsync(() -> join(number, fixed())));
    }
    return joining.stream().map(CompletableFuture::join).toList();
  }

  private Ownership join(int number, Discovery discovery) {
    return join(number, discovery, Optional.empty());
  }

  private Ownership join(int number, Discovery discovery, Optional<ClusterConfig.Tls> tls) {
    return join(number, new ClusterConfig(address(number), discovery, tls, FAILURE));
  }

  private Ownership join(int number, NodeAddress listen, Discovery discovery) {
    return join(number, new ClusterConfig(listen, discovery, Optional.empty(), FAILURE));
  }

  private Ownership join(int number, ClusterConfig cluster) {
    OwnershipSettings settings =
        OwnershipSettings.of(RANGES, 1, Duration.ofSeconds(60), Duration.ofSeconds(1));
    Ownership ownership =
        Ownership.on(
            settings,
            EU,
            node(number),
            new Ownership.Surroundings(
                SharedMap.join(cluster, EU, node(number)),
                Executors.newSingleThreadScheduledExecutor(),
                Executors.newSingleThreadExecutor(),
                System::nanoTime,
                InstantSource.system(),
                new SimpleMeterRegistry()));
    synchronized (open) {
      open.add(ownership);
    }
    NodeAddress address = new NodeAddress("127.0.0.1", 7_400 + number);
    ownership.announce(new Member(node(number), address), address, adopted -> {});
    return ownership;
  }

  private static Discovery fixed() {
    return new Discovery.Fixed(List.of(address(1), address(2), address(3), address(4)));
  }

  private static NodeAddress address(int number) {
    return new NodeAddress("127.0.0.1", BASE_PORT + number);
  }

  private static void awaitOneTable(List<Ownership> nodes, int members) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(nodes).allMatch(node -> node.table().isPresent());
          assertThat(nodes.stream().map(OwnershipIT::table).distinct()).hasSize(1);
          RangeTable table = table(nodes.getFirst());
          assertThat(table.members()).hasSize(members);
          assertThat(table.members())
              .allMatch(member -> table.owned(member.node()) >= RANGES / members);
        });
  }

  private static RangeTable table(Ownership node) {
    return node.table().orElseThrow();
  }

  private static List<Ownership> with(List<Ownership> nodes, Ownership another) {
    List<Ownership> all = new ArrayList<>(nodes);
    all.add(another);
    return all;
  }

  private static NodeId node(int number) {
    return new NodeId("eu-" + number);
  }
}
