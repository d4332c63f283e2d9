package dev.weir.node.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadingTest {

  private static final long SECOND = 1_000_000_000L;
  private static final ChannelId HOT = new ChannelId(7);
  private static final HotSettings SETTINGS = new HotSettings(100, 8, Duration.ofSeconds(10));

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong awaited = new AtomicLong();
  private final TopChannels reads = new TopChannels(nanos::get);

  private Spreading spreading(String self, int members) {
    RangeTable table = table(members);
    return new Spreading(
        SETTINGS,
        reads,
        channel -> channel.equals(HOT) ? awaited.get() : 0,
        new NodeId(self),
        () -> Optional.of(table),
        nanos::get);
  }

  @Test
  void ordinaryChannel_isNotSpread() {
    Spreading spreading = spreading("n0", 5);
    second(100);
    assertThat(spreading.nodes(HOT)).isEqualTo(1);
  }

  @Test
  void hotChannel_isSpreadAsItsRateDemands_overMembersAtMost() {
    Spreading spreading = spreading("n0", 5);
    second(250);
    assertThat(spreading.nodes(HOT)).isEqualTo(3);
    Spreading few = spreading("n0", 2);
    assertThat(few.nodes(HOT)).isEqualTo(2);
  }

  @Test
  void readersWhoMayCome_areSpreadBeforehand_andForgottenIfTheyDoNot() {
    Spreading spreading = spreading("n0", 5);
    awaited.set(250);
    assertThat(spreading.nodes(HOT)).isEqualTo(3);
    assertThat(spreading.nodes(new ChannelId(8))).isEqualTo(1);
    awaited.set(0);
    nanos.addAndGet(10 * SECOND);
    assertThat(spreading.nodes(HOT)).isEqualTo(1);
  }

  @Test
  void readersWhoMayCome_addToThoseWhoAreHere() {
    Spreading spreading = spreading("n0", 5);
    second(90);
    awaited.set(20);
    assertThat(spreading.nodes(HOT)).isEqualTo(2);
  }

  @Test
  void spread_stands_whileEachNodeGetsItsPart() {
    Spreading spreading = spreading("n0", 5);
    second(300);
    assertThat(spreading.nodes(HOT)).isEqualTo(3);
    for (int i = 0; i < 30; i++) {
      second(90);
      assertThat(spreading.nodes(HOT)).isEqualTo(3);
    }
  }

  @Test
  void spread_grows_andShrinksOnceHalfWillDo_butNotAtOnce() {
    Spreading spreading = spreading("n0", 5);
    second(300);
    assertThat(spreading.nodes(HOT)).isEqualTo(3);
    after(10, 150);
    assertThat(spreading.nodes(HOT)).isEqualTo(5);
    second(20);
    assertThat(spreading.nodes(HOT)).isEqualTo(5);
    after(10, 20);
    assertThat(spreading.nodes(HOT)).isEqualTo(1);
    second(20);
    assertThat(spreading.nodes(HOT)).isEqualTo(1);
  }

  @Test
  void otherThanTheOwner_hasNothingToSay() {
    Spreading spreading = spreading("n1", 5);
    second(1_000);
    assertThat(spreading.nodes(HOT)).isEqualTo(1);
  }

  private void after(int seconds, int readsInTheLast) {
    nanos.addAndGet((seconds - 1) * SECOND);
    second(readsInTheLast);
  }

  private void second(int count) {
    for (int i = 0; i < count; i++) {
      reads.add(HOT);
    }
    nanos.addAndGet(SECOND);
  }

  private static RangeTable table(int members) {
    List<Member> list =
        IntStream.range(0, members)
            .mapToObj(i -> new Member(new NodeId("n" + i), new NodeAddress("127.0.0.1", 7_400 + i)))
            .toList();
    int[] standbys = new int[1];
    Arrays.fill(standbys, members > 1 ? 1 : -1);
    return RangeTable.of(
        new Region("eu"), new Epoch(1, new NodeId("n0")), list, new int[] {0}, standbys);
  }
}
