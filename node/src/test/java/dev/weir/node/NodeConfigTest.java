package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.node.bridge.BridgeConfig;
import dev.weir.node.config.ConfigException;
import dev.weir.node.config.ConfigFile;
import dev.weir.node.config.Example;
import dev.weir.node.config.Key;
import dev.weir.node.config.Problem;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {

  private static NodeConfig read(String yaml, Map<String, String> flags) {
    return NodeConfig.read(Optional.of(new ConfigFile("node.yaml", yaml)), Map.of(), flags);
  }

  private static List<Problem> problems(String yaml) {
    try {
      read(yaml, Map.of());
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  /** A changed default or bound is a decision: it shows here as a difference. */
  @Test
  void everyKey_itsDefaultAndItsBounds() {
    assertThat(lines(false))
        .containsExactly(
            "id | node-1 | lower-case letters, digits, dots and hyphens, at most 63",
            "region | eu | lower-case letters, digits and hyphens, at most 32",
            "listen | 127.0.0.1:7400 | HOST:PORT",
            "advertise |  | HOST:PORT, or nothing",
            "admin.listen | 127.0.0.1:7480 | HOST:PORT",
            "insecure | false | true or false",
            "ids.region | 0 | 0 to 7",
            "limits.connections | 10000 | 1 to 1000000",
            "limits.connection-in-flight | 1024 | 1 to 65536",
            "limits.in-flight | 4096 | 1 to 1000000",
            "limits.adaptive | true | true or false",
            "limits.least-in-flight | 32 | 1 to 1000000",
            "limits.content-bytes | 65536 | 1 to 524288",
            "limits.payload-bytes | 65536 | 0 to 524288",
            "limits.clock-drift | 60s | 1s to 10m, with ms, s, m, h or d",
            "drain.timeout | 10s | 0s to 10m, with ms, s, m, h or d",
            "log.format | text | text, json",
            "log.level | info | error, warn, info, debug",
            "cluster.discovery | none | none, static, directory, dns",
            "cluster.listen | 127.0.0.1:7500 | HOST:PORT, the port 1 to 65435",
            "cluster.members |  | HOST:PORT, HOST:PORT, …; up to 1000",
            "cluster.directory |  | any text",
            "cluster.dns-name |  | any text",
            "cluster.failure-timeout | 3s | 1s to 60s, with ms, s, m, h or d",
            "cluster.tls.keystore |  | any text",
            "cluster.tls.truststore |  | any text",
            "cluster.tls.password-file |  | any text",
            "cluster.ranges | 4096 | 1 to 65536",
            "cluster.weight | 1 | 1 to 100",
            "cluster.restart | 60s | 0s to 1h, with ms, s, m, h or d",
            "cluster.hold-down | 10s | 0s to 10m, with ms, s, m, h or d",
            "bridge.listen | 127.0.0.1:7900 | HOST:PORT, the port 1 to 64435",
            "bridge.members |  | REGION = HOST:PORT, …; REGION/NUMBER = …; up to 8 regions with"
                + " 1000 nodes each",
            "hot.reads-per-second | 2000 | 1 to 10000000",
            "hot.nodes | 8 | 1 to 255",
            "flights.join-cut-off | 250ms | 1ms to 30s, with ms, s, m, h or d",
            "flights.waiters-per-flight | 20000 | 1 to 1000000",
            "flights.waiters-per-channel | 50000 | 1 to 1000000",
            "flights.waiters | 200000 | 1 to 10000000",
            "flights.per-channel | 256 | 1 to 10000",
            "flights.channels | 16384 | 64 to 10000000",
            "regions.peers |  | NAME/NUMBER = HOST:PORT, HOST:PORT; NAME/NUMBER = …, or nothing",
            "failover.slow-call | 350ms | 10ms to 30s, with ms, s, m, h or d",
            "failover.silence | 400ms | 50ms to 30s, with ms, s, m, h or d",
            "failover.probe-every | 150ms | 10ms to 10s, with ms, s, m, h or d",
            "failover.hold-down | 2000ms | 100ms to 10m, with ms, s, m, h or d",
            "failover.hedge-after | 250ms | 10ms to 30s, with ms, s, m, h or d",
            "failover.local-limit | 700ms | 50ms to 30s, with ms, s, m, h or d",
            "failover.remote-limit | 2000ms | 50ms to 60s, with ms, s, m, h or d",
            "failover.local-in-flight | 8192 | 1 to 1000000",
            "failover.cross-region-in-flight | 1024 | 1 to 1000000",
            "failover.channel-breakers | 1024 | 1 to 100000",
            "failover.retry-credit | 1000 | 0 to 1000000");
  }

  @Test
  void everyKeyOfTheDatabase_itsDefaultAndItsBounds() {
    assertThat(lines(true))
        .containsExactly(
            "database.contact-points | 127.0.0.1:9042 | HOST:PORT, HOST:PORT, …; 1 to 64",
            "database.local-datacenter |  | letters, digits, dots, hyphens and underscores, at most"
                + " 64",
            "database.keyspace | weir | lower-case letters, digits and underscores, a letter first,"
                + " at most 48",
            "database.create-replication |  | DATACENTER=REPLICAS, … with 1 to 9 replicas, or"
                + " nothing",
            "database.username |  | any text",
            "database.password-file |  | any text",
            "database.request-timeout | 1s | 50ms to 30s, with ms, s, m, h or d",
            "database.wait | 60s | 0s to 1h, with ms, s, m, h or d",
            "database.scrub-after | 1d | 1m to 365d, with ms, s, m, h or d",
            "database.durability | region | region, every-region",
            "database.reads.max-bucket-reads | 16 | 2 to 256",
            "database.reads.concurrency | 2 | 1 to 16",
            "database.reads.row-budget | 4000 | 1100 to 100000",
            "database.reads.fetch-rows | 256 | 16 to 1001",
            "database.reads.scrubs | 8 | 0 to 1000",
            "database.writes.batch-rows | 100 | 1 to 1000",
            "database.writes.batch-bytes | 32768 | 1024 to 1048576",
            "database.writes.concurrency | 8 | 1 to 64",
            "database.writes.bulk-buckets | 16 | 1 to 256",
            "database.writes.known-buckets | 100000 | 0 to 10000000");
  }

  private static Stream<String> lines(boolean ofTheDatabase) {
    return NodeKeys.all().stream()
        .filter(key -> key.name().startsWith("database.") == ofTheDatabase)
        .map(NodeConfigTest::line);
  }

  private static String line(Key<?> key) {
    return "%s | %s | %s".formatted(key.name(), key.fallback(), key.allowed());
  }

  @Test
  void nothingSet_isAWholeConfiguration() {
    NodeConfig config = NodeConfig.read(Optional.empty(), Map.of(), Map.of());
    assertThat(config.server().listen()).isEqualTo(NodeAddress.parse("127.0.0.1:7400"));
    assertThat(config.store().connection().localDatacenter()).isEqualTo("eu");
    assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void example_isTheDefaults() {
    String yaml = String.join("\n", Example.lines(NodeKeys.all()));
    assertThat(read(yaml, Map.of()))
        .isEqualTo(NodeConfig.read(Optional.empty(), Map.of(), Map.of()));
    assertThat(yaml).contains("  # How long one statement may take.\n");
  }

  @Test
  void fileOfTheReadme_isUnderstood() {
    NodeConfig config =
        read(
            """
            id: eu-1
            region: eu
            listen: 127.0.0.1:7400
            database:
              contact-points: [10.0.0.11:9042, 10.0.0.12:9042]
              local-datacenter: eu-west-1
              keyspace: chat
              create-replication: "eu-west-1=3, us-east-1=3"
            """,
            Map.of("log.format", "json"));
    assertThat(config.store().connection().contactPoints())
        .containsExactly(NodeAddress.parse("10.0.0.11:9042"), NodeAddress.parse("10.0.0.12:9042"));
    assertThat(config.store().connection().createReplication())
        .isEqualTo(Map.of("eu-west-1", 3, "us-east-1", 3));
  }

  @Test
  void beyondLoopback_onlyWithTheWord() {
    assertThat(problems("listen: 0.0.0.0:7400\n"))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.key()).isEqualTo("listen");
          assertThat(problem.value()).isEqualTo("0.0.0.0:7400");
          assertThat(problem.allowed()).contains("insecure: true");
        });
    assertThat(read("listen: 0.0.0.0:7400\ninsecure: true\n", Map.of()).insecure()).isTrue();
  }

  @Test
  void bridge_namesRegionsAndTheirNodes_itsOwnWithThem() {
    assertThat(read("region: eu\n", Map.of()).bridge()).isEmpty();
    String members = "eu = 10.0.0.1:7900, 10.0.0.2:7900; us/1 = 10.0.1.1:7900";
    BridgeConfig bridge =
        read("region: eu\n", Map.of("bridge.members", members)).bridge().orElseThrow();
    assertThat(bridge.regions()).containsOnlyKeys(new Region("eu"), new Region("us"));
    assertThat(bridge.regions().get(new Region("eu")).nodes()).hasSize(2);
    assertThat(bridge.regions().get(new Region("us")).number()).hasValue(1);
    assertThat(problems("region: ap\nbridge:\n  members: 'eu = 10.0.0.1:7900'\n"))
        .extracting(Problem::key)
        .containsExactly("bridge.members");
    for (String wrong :
        List.of("eu", "eu = x", "eu = h:1; eu = h:2", "eu/8 = h:1", "eu = h:65000")) {
      assertThat(problems("bridge:\n  members: '%s'\n".formatted(wrong)))
          .extracting(Problem::key)
          .containsExactly("bridge.members");
    }
  }

  @Test
  void bridgeBeyondLoopback_needsProtection_ifThereIsOne() {
    assertThat(read("bridge:\n  listen: 10.0.0.1:7900\n", Map.of()).bridge()).isEmpty();
    String open = "bridge:\n  listen: 10.0.0.1:7900\n  members: 'eu = 10.0.0.1:7900'\n";
    assertThat(problems(open)).extracting(Problem::key).containsExactly("bridge.listen");
    assertThat(read(open + "insecure: true\n", Map.of()).bridge()).isPresent();
  }

  @Test
  void mistakesOfSeveralKeys_areFoundTogether() {
    assertThat(
            problems(
                """
                ids:
                  region: 8
                limits:
                  content-bytes: 500000
                  payload-bytes: 500000
                  clock-drift: 1s
                database:
                  request-timeout: 2s
                  contact-points: ""
                  local-datacenter: "eu west"
                  keyspace: "2chat"
                  create-replication: "eu=10"
                  username: weir
                """))
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "ids.region",
            "limits.content-bytes",
            "limits.clock-drift",
            "database.contact-points",
            "database.local-datacenter",
            "database.keyspace",
            "database.create-replication",
            "database.password-file");
  }

  @Test
  void password_comesFromAFile_andIsNeverPrinted(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "secret\n");
    NodeConfig config =
        read("database:\n  username: weir\n", Map.of("database.password-file", file.toString()));
    assertThat(config.store().connection().login().orElseThrow().password()).isEqualTo("secret");
    assertThat(config.toString()).doesNotContain("secret");
  }

  @Test
  void unknownKey_isNotIgnored() {
    assertThatThrownBy(() -> read("listn: 127.0.0.1:1\n", Map.of()))
        .hasMessageContaining("did you mean listen?");
  }
}
