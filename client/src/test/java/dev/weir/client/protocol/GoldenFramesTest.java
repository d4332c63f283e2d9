package dev.weir.client.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The bytes of the protocol, reviewed as text: a change of {@code golden.txt} is a change that
 * nodes and clients in use notice.
 */
class GoldenFramesTest {

  @Test
  void bytes_areTheReviewedOnes() throws IOException {
    Map<String, String> reviewed =
        golden()
            .lines()
            .map(line -> line.split(" = ", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    SoftAssertions differences = new SoftAssertions();
    GoldenFrames.all()
        .forEach((name, hex) -> differences.assertThat(hex).as(name).isEqualTo(reviewed.get(name)));
    differences.assertThat(reviewed).containsOnlyKeys(GoldenFrames.all().keySet());
    differences.assertAll();
  }

  @Test
  void bytes_readBackToThemselves() {
    for (Map.Entry<String, String> golden : GoldenFrames.all().entrySet()) {
      ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(golden.getValue()));
      ByteBuffer again = ByteBuffer.allocate(bytes.remaining());
      ByteBuffer content = bytes.slice(Codec.LENGTH_BYTES, bytes.remaining() - Codec.LENGTH_BYTES);
      if (content.get(1) < 0) {
        Codec.encode(Codec.decodeResponse(content), again);
      } else {
        Codec.encode(Codec.decodeRequest(content), again);
      }
      assertThat(again.flip()).as(golden.getKey()).isEqualTo(bytes);
    }
  }

  private static String golden() throws IOException {
    try (InputStream file = GoldenFramesTest.class.getResourceAsStream("golden.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
    }
  }
}
