package dev.weir.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "é",
        "日本語",
        "👋",
        "a\u007F\u0080\u07FF\u0800\uFFFF",
        "\uD800",
        "\uDC00a",
        "\uD800\uD800\uDC00"
      })
  void contentBytes_areThoseOfUtf8(String content) {
    assertThat(Body.of(content).contentBytes()).isEqualTo(content.getBytes(UTF_8).length);
  }

  @Test
  void contentBytes_areThoseOfUtf8_forAnyCharsAtAll() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      char[] chars = new char[random.nextInt(40)];
      for (int c = 0; c < chars.length; c++) {
        boolean surrogate = random.nextBoolean();
        chars[c] =
            (char)
                (surrogate ? 0xD800 + random.nextInt(0x800) : random.nextInt(Character.MAX_VALUE));
      }
      String content = new String(chars);
      assertThat(Body.utf8Length(content)).isEqualTo(content.getBytes(UTF_8).length);
    }
  }

  @Test
  void bytes_areContentAndPayload() {
    assertThat(new Body("é", Payload.of(new byte[5])).bytes()).isEqualTo(7);
  }
}
