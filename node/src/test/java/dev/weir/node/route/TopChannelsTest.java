package dev.weir.node.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TopChannelsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final ChannelId HOT = new ChannelId(7);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND);
  private final TopChannels top = new TopChannels(nanos::get);

  @Test
  void hotChannel_isFoundAmongManyOthers_withARateThatIsNeverTooHigh() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      top.add(i % 10 == 0 ? HOT : new ChannelId(random.nextLong()));
    }
    nanos.addAndGet(SECOND);
    TopChannels.Rate first = top.top(1).getFirst();
    assertThat(first.channel()).isEqualTo(HOT);
    assertThat(first.perSecond()).isBetween(9_000L, 10_000L);
    assertThat(top.perSecond(HOT)).isEqualTo(first.perSecond());
  }

  @Test
  void rates_areOfTheLastWholeSecond() {
    add(HOT, 30);
    assertThat(top.perSecond(HOT)).isZero();
    nanos.addAndGet(SECOND);
    assertThat(top.perSecond(HOT)).isEqualTo(30);
    add(HOT, 5);
    assertThat(top.perSecond(HOT)).isEqualTo(30);
    nanos.addAndGet(SECOND);
    assertThat(top.perSecond(HOT)).isEqualTo(5);
    nanos.addAndGet(SECOND);
    assertThat(top.perSecond(HOT)).isZero();
  }

  @Test
  void silence_isNotMeasuredAsARate() {
    add(HOT, 30);
    nanos.addAndGet(60 * SECOND);
    assertThat(top.perSecond(HOT)).isZero();
    assertThat(top.top(10)).isEmpty();
  }

  @Test
  void top_isOrdered() {
    for (int channel = 1; channel <= 5; channel++) {
      add(new ChannelId(channel), 10 * channel);
    }
    nanos.addAndGet(SECOND);
    assertThat(top.top(2))
        .isEqualTo(
            List.of(
                new TopChannels.Rate(new ChannelId(5), 50),
                new TopChannels.Rate(new ChannelId(4), 40)));
  }

  @Test
  void rarestKey_givesItsPlace_andItsCountIsTheNewOnesError() {
    SpaceSaving counts = new SpaceSaving(2);
    for (long key : new long[] {1, 1, 1, 2, 3}) {
      counts.add(key);
    }
    assertThat(counts.counted())
        .containsExactly(new SpaceSaving.Counted(1, 3, 0), new SpaceSaving.Counted(3, 2, 1));
  }

  private void add(ChannelId channel, int times) {
    for (int i = 0; i < times; i++) {
      top.add(channel);
    }
  }
}
