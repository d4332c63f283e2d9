package dev.weir.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden values are part of the protocol: clients in other languages check the same ones. */
class ChannelIdTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 6238072747940578789, 1385",
    "42, -6387817139659442654, 2677",
    "-1, -5417735806833148549, 2893",
    "81384788765712384, -255160633943090691, 4039",
    "9223372036854775807, 6514504133438201533, 1446",
    "-9223372036854775808, 2720858781877447050, 604",
  })
  void hash_andRangeOf4096_golden(long id, long hash, int range) {
    ChannelId channel = new ChannelId(id);
    assertThat(channel.hash()).isEqualTo(hash);
    assertThat(ChannelRange.of(channel, 4_096).index()).isEqualTo(range);
  }

  @ParameterizedTest
  @CsvSource({
    "'#ubuntu', 7100385569442913166",
    "general, 5758662933243910863",
    "'', 7183457195969485844",
    "日本, 5704581937820280523",
  })
  void ofName_golden(String name, long id) {
    assertThat(ChannelId.ofName(name)).isEqualTo(new ChannelId(id));
  }

  @Test
  void ofName_isBeyondSnowflakes() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(ChannelId.ofName("channel-" + i).value()).isGreaterThanOrEqualTo(1L << 62);
    }
  }
}
