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
            {"region": "eu", "failover": {"targets": [{"region": "eu"}], "timeline": [
              {"at": "1970-01-01T00:00:00.000005Z", "region": "eu", "what": "closed -> open: silent"},
              {"at": "1970-01-01T00:00:01Z", "region": "us", "what": "open -> returning: probes"}]}}
            """);
    assertThat(NodeBreakers.moves("eu-1", document))
        .containsExactly(
            new Move(5, "eu-1", "eu", "closed -> open: silent"),
            new Move(1_000_000, "eu-1", "us", "open -> returning: probes"));
  }

  @Test
  void whatIsNoMove_isPassedOver() {
    assertThat(NodeBreakers.moves("eu-1", read("{\"timeline\": [1, {\"what\": \"open\"}]}")))
        .isEmpty();
    assertThat(NodeBreakers.moves("eu-1", read("{\"regions\": []}"))).isEmpty();
  }

  @Test
  void opening_isFromClosedToOpen() {
    assertThat(new Move(1, "eu-1", "eu", "closed -> open: silent").isOpening()).isTrue();
    assertThat(new Move(1, "eu-1", "eu", "CLOSED → OPEN, slow").isOpening()).isTrue();
    assertThat(new Move(1, "eu-1", "eu", "open -> returning: was closed").isOpening()).isFalse();
    assertThat(new Move(1, "eu-1", "eu", "closed → half-open: probes").isOpening()).isFalse();
    assertThat(new Move(1, "eu-1", "eu", "half_open -> open: failed").isOpening()).isFalse();
  }

  private static Object read(String json) {
    return Documents.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
  }
}
