package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.client.protocol.Spread;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is remembered of hot channels, and for how long. */
class HotChannelsTest {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final List<Member> MEMBERS =
      IntStream.range(0, 5)
          .mapToObj(i -> new Member(new NodeId("eu-" + i), new NodeAddress("eu-" + i, 7400)))
          .toList();
  private static final RangeTable OWNED_BY_THE_FOURTH =
      RangeTable.of(
          new Region("eu"),
          new Epoch(1, new NodeId("eu-0")),
          MEMBERS,
          new int[] {3},
          new int[] {4});

  private final AtomicLong now = new AtomicLong();
  private final Timers timers = new Timers(now::get);

  @Test
  void eachClientHasItsNode_ofThoseFromTheOwnerOn_roundTheEnd() {
    assertThat(readerOfLot(0, 3)).isEmpty();
    assertThat(readerOfLot(1, 3)).contains(MEMBERS.get(4));
    assertThat(readerOfLot(2, 3)).contains(MEMBERS.get(0));
    assertThat(readerOfLot(3, 3)).isEmpty();
    assertThat(readerOfLot(Integer.MAX_VALUE, 2)).contains(MEMBERS.get(4));
    assertThat(readerOfLot(-1, 2)).contains(MEMBERS.get(4));
  }

  @Test
  void moreNodesThanThereAre_areAllThereAre() {
    assertThat(readerOfLot(4, 255)).contains(MEMBERS.get(2));
    assertThat(readerOfLot(5, 255)).isEmpty();
  }

  @Test
  void advice_lastsAsLongAsItSays_andTheLatestHolds() {
    HotChannels hot = of(1);
    hot.advise(CHANNEL, new Spread(2, Duration.ofSeconds(1)));
    hot.advise(CHANNEL, new Spread(2, Duration.ofSeconds(3)));
    now.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(hot.readerOf(CHANNEL, OWNED_BY_THE_FOURTH)).contains(MEMBERS.get(4));
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(hot.readerOf(CHANNEL, OWNED_BY_THE_FOURTH)).isEmpty();
    assertThat(hot.size()).isZero();
  }

  @Test
  void oldestAdvice_makesRoom() {
    HotChannels hot = of(1);
    for (int i = 0; i <= HotChannels.MAX_CHANNELS; i++) {
      hot.advise(new ChannelId(i), new Spread(2, Duration.ofSeconds(1)));
    }
    assertThat(hot.size()).isEqualTo(HotChannels.MAX_CHANNELS);
    assertThat(hot.readerOf(new ChannelId(0), OWNED_BY_THE_FOURTH)).isEmpty();
    assertThat(hot.readerOf(new ChannelId(1), OWNED_BY_THE_FOURTH)).isPresent();
  }

  private Optional<Member> readerOfLot(int lot, int nodes) {
    HotChannels hot = of(lot);
    hot.advise(CHANNEL, new Spread(nodes, Duration.ofSeconds(1)));
    return hot.readerOf(CHANNEL, OWNED_BY_THE_FOURTH);
  }

  private HotChannels of(int lot) {
    return new HotChannels(timers, () -> (long) lot << Integer.SIZE);
  }
}
