package dev.weir.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRangeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100, 4_096, 65_536})
  void consecutiveIds_spreadEvenly(int count) {
    int[] hits = new int[count];
    int perRange = 64;
    for (long id = 0; id < (long) count * perRange; id++) {
      hits[ChannelRange.indexOf(new ChannelId(id), count)]++;
    }
    for (int hit : hits) {
      // Six standard deviations of a Poisson count with mean 64.
      assertThat(hit).isBetween(perRange - 48, perRange + 54);
    }
  }

  @Test
  void powerOfTwo_isTheTopBitsOfTheHash() {
    for (long id = -500; id < 500; id++) {
      ChannelId channel = new ChannelId(id);
      assertThat(ChannelRange.indexOf(channel, 4_096)).isEqualTo((int) (channel.hash() >>> 52));
    }
  }

  @Test
  void contains_onlyItsOwn() {
    ChannelId channel = new ChannelId(42);
    ChannelRange range = ChannelRange.of(channel, 16);
    for (int i = 0; i < 16; i++) {
      assertThat(new ChannelRange(i, 16).contains(channel)).isEqualTo(i == range.index());
    }
  }

  @Test
  void boundsAreKept() {
    assertThatThrownBy(() -> new ChannelRange(0, 0)).hasMessageContaining("1 to 65536");
    assertThatThrownBy(() -> new ChannelRange(4, 4)).hasMessageContaining("range 4 of 4");
  }
}
