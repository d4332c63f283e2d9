package dev.weir.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.messages.Delete;
import dev.weir.messages.Durability;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LatestWritesTest {

  private final LatestWrites latest = new LatestWrites(new SplittableRandom(1));

  @Test
  void ofNone_thereIsNoneToRepeat() {
    assertThat(latest.any()).isEmpty();
  }

  @Test
  void anyOfTheLatestEight_mayBeRepeated_andMoreThanOnce() {
    for (int message = 1; message <= 20; message++) {
      latest.add(asked(message));
    }
    Set<Long> repeated = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      repeated.add(latest.any().orElseThrow().write().message());
    }
    assertThat(repeated).containsExactly(13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
  }

  private static LatestWrites.Asked asked(long message) {
    MessageId id = new MessageId(message);
    return new LatestWrites.Asked(
        0,
        new Delete(new ChannelId(1), id, id.unixMicros() + 1),
        new Action.Write(message, 0),
        Durability.REGION);
  }
}
