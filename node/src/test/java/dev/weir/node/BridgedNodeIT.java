package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.node.database.SharedCassandra;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two regions of one node in front of one database, orders given at their operators' ports. */
class BridgedNodeIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int PORT = 23_000 + (int) (ProcessHandle.current().pid() % 900);

  private final HttpClient http = HttpClient.newHttpClient();
  private Node eu = start("eu", 0);
  private final Node us = start("us", 1);

  @AfterEach
  void stop() {
    http.close();
    eu.close();
    us.close();
  }

  @Test
  void evacuation_isChecked_obeyed_toldToTheOthers_andRemembered() throws Exception {
    await().atMost(SOON).until(() -> states(eu).equals("here fresh "));
    await().atMost(SOON).until(() -> states(us).equals("here fresh "));
    try (WeirClient client = WeirClient.connect(ClientConfig.of(eu.address().toString()))) {
      for (int i = 0; i < 200; i++) {
        client.channel(8_000_000 + i).latest(1);
      }
      await()
          .atMost(SOON)
          .until(() -> {
            client.channel(8_000_000).latest(1);
            return regions(us).at("/regions/1/load/requests_per_second").asLong() > 0;
          });
    }
    JsonNode ordered = post(us, "/regions/eu/evacuate?expires_s=600&steps=40&by=test");
    assertThat(ordered.get("kept").asBoolean()).isTrue();
    assertThat(ordered.get("explained").asString()).contains("us has 1000/s to spare");
    await().atMost(SOON).until(() -> share(eu, "/regions/0") == 40);

    // The survivor must not go as well.
    assertThat(post(eu, "/regions/us/evacuate?expires_s=600").get("code").asString())
        .isEqualTo("EVACUATION_REFUSED");

    eu.close();
    await().atMost(SOON).until(() -> states(us).equals("here stale "));
    eu = start("eu", 0);
    await().atMost(SOON).until(() -> share(eu, "/regions/0") == 40);
    assertThat(post(eu, "/regions/eu/restore").get("kept").asBoolean()).isTrue();
    await().atMost(SOON).until(() -> share(us, "/regions/1") == 0);
  }

  private static Node start(String region, int number) {
    SharedCassandra database = SharedCassandra.get();
    Map<String, String> flags = new HashMap<>();
    flags.put("id", region + "-1");
    flags.put("region", region);
    flags.put("ids.region", Integer.toString(number));
    flags.put("listen", "127.0.0.1:0");
    flags.put("admin.listen", "127.0.0.1:0");
    flags.put("bridge.listen", "127.0.0.1:" + (PORT + number));
    flags.put("bridge.members", "eu = 127.0.0.1:%d; us = 127.0.0.1:%d".formatted(PORT, PORT + 1));
    flags.put("database.contact-points", database.host() + ":" + database.port());
    flags.put("database.local-datacenter", database.dataCenter());
    flags.put("database.keyspace", "bridged_node_it");
    flags.put("database.create-replication", database.dataCenter() + "=1");
    return Node.start(NodeConfig.read(Optional.empty(), Map.of(), flags));
  }

  private String states(Node node) throws Exception {
    StringBuilder states = new StringBuilder();
    regions(node)
        .get("regions")
        .forEach(region -> states.append(region.get("state").asString()).append(' '));
    return states.toString();
  }

  private int share(Node node, String region) throws Exception {
    return regions(node).at(region + "/order/away_share").asInt(-1);
  }

  private JsonNode regions(Node node) throws Exception {
    return send(HttpRequest.newBuilder(uri(node, "/regions")).GET());
  }

  private JsonNode post(Node node, String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(node, path)).POST(BodyPublishers.noBody()));
  }

  private static URI uri(Node node, String path) {
    return URI.create("http://" + node.adminAddress() + path);
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }
}
