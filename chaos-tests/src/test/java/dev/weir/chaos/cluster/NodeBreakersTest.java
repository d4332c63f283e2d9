package dev.weir.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.cluster.NodeBreakers.Move;
import dev.weir.node.admin.Documents;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeBreakersTest {

  @Test
  void movesAreFound_whereverTheTimelineIs() {
    Object document =
        read(
            """
            {"region": "eu", "failover": {"regions": [{"region": {"name": "eu"}}], "timeline": [
              {"at_micros": 5, "region": {"name": "eu"}, "from": "CLOSED", "to": "OPEN", "why": "silent"},
              {"at_micros": 9, "region": "us", "from": "OPEN", "to": "RETURNING", "why": "probes"}]}}
            """);
    assertThat(NodeBreakers.moves("eu-1", document))
        .containsExactly(
            new Move(5, "eu-1", "eu", "CLOSED", "OPEN", "silent"),
            new Move(9, "eu-1", "us", "OPEN", "RETURNING", "probes"));
  }

  @Test
  void whatIsNoMove_isPassedOver() {
    assertThat(NodeBreakers.moves("eu-1", read("{\"timeline\": [1, {\"to\": \"OPEN\"}]}")))
        .isEmpty();
    assertThat(NodeBreakers.moves("eu-1", read("{\"regions\": []}"))).isEmpty();
  }

  private static Object read(String json) {
    return Documents.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
  }
}
