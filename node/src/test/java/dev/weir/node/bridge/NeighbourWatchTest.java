package dev.weir.node.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.orders.Orders;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeighbourWatchTest {

  private static final Region EU = new Region("eu");
  private static final Region US = new Region("us");
  private static final long SECOND = 1_000_000_000L;
  private static final ChannelId HOT = new ChannelId(42);

  private final NeighbourWatch watch =
      new NeighbourWatch(BridgeProcess.config("eu-1", 20_000), new NodeId("eu-1"));

  @Test
  void region_isUnknown_thenFresh_thenStale() {
    assertThat(state(0)).isEqualTo(Neighbour.State.UNKNOWN);
    hear(us(1), 0);
    assertThat(state(0)).isEqualTo(Neighbour.State.FRESH);
    assertThat(state(3 * SECOND)).isEqualTo(Neighbour.State.FRESH);
    assertThat(state(3 * SECOND + 1)).isEqualTo(Neighbour.State.STALE);
    hear(us(2), 4 * SECOND);
    assertThat(state(4 * SECOND)).isEqualTo(Neighbour.State.FRESH);
    assertThat(seen(4 * SECOND).number()).hasValue(1);
  }

  @Test
  void overtakenDigest_doesNotCount_thatOfAnotherNodeOrStartDoes() {
    hear(us(5), 0);
    hear(us(4), 2 * SECOND);
    assertThat(seen(2 * SECOND).age()).isEqualTo(Duration.ofSeconds(2));
    hear(digest(US, new Stamp(new NodeId("us-1"), 2, 1, 0)), 2 * SECOND);
    assertThat(seen(2 * SECOND).age()).isZero();
    hear(digest(US, new Stamp(new NodeId("us-2"), 1, 1, 0)), 3 * SECOND);
    assertThat(seen(3 * SECOND).age()).isZero();
  }

  @Test
  void strangeRegion_isNotListenedTo() {
    Digest strange = digest(new Region("mars"), new Stamp(new NodeId("mars-1"), 1, 1, 0));
    assertThat(watch.hear(strange, 0, 0)).isFalse();
    assertThat(watch.now(0).all()).extracting(Neighbour::region).containsExactly(US);
  }

  @Test
  void hotChannelsOfASilentRegion_areAwaited_forAWhile() {
    assertThat(watch.now(0).hot()).isEmpty();
    hear(us(1), 0);
    assertThat(watch.now(SECOND).hot()).isEmpty();
    assertThat(watch.now(4 * SECOND).hot()).isEqualTo(Map.of(HOT, 500L));
    assertThat(watch.now(300 * SECOND).hot()).isEmpty();
  }

  @Test
  void clocks_areComparedByEchoes_withinTheirErrorBound() {
    // Ours 1,000 is theirs 51,000: 50 ms ahead. There 4 ms, held 10 ms, back 2 ms.
    Digest answer = us(2, new Echo(new NodeId("eu-1"), 1_000, 10_000), 51_000 + 4_000 + 10_000);
    watch.hear(answer, SECOND, 1_000 + 4_000 + 10_000 + 2_000);
    ClockOffset clock = seen(SECOND).clock().orElseThrow();
    assertThat(clock).isEqualTo(new ClockOffset(US, 51_000, 3_000));
    assertThat(Math.abs(clock.offsetMicros() - 50_000)).isLessThanOrEqualTo(clock.errorMicros());

    // A slower way there and back says less; a faster one says more.
    watch.hear(us(3, new Echo(new NodeId("eu-1"), 0, 0), 90_000), SECOND, 60_000);
    assertThat(seen(SECOND).clock()).contains(clock);
    watch.hear(us(4, new Echo(new NodeId("eu-1"), 0, 0), 50_500), SECOND, 1_000);
    assertThat(seen(SECOND).clock()).contains(new ClockOffset(US, 50_000, 500));
  }

  @Test
  void clockThatWasSetBackInBetween_saysNothing() {
    watch.hear(us(2, new Echo(new NodeId("eu-1"), 5_000, 0), 0), SECOND, 1_000);
    assertThat(seen(SECOND).clock()).isEmpty();
  }

  @Test
  void whoIsNotTheSiteMaster_takesOverWhatItsSiteMasterFound() {
    watch.hear(us(2, new Echo(new NodeId("eu-2"), 1_000, 0), 0), SECOND, 9_000);
    assertThat(seen(SECOND).clock()).isEmpty();
    ClockOffset found = new ClockOffset(US, 7, 8);
    Digest own =
        new Digest(
            EU,
            0,
            new Stamp(new NodeId("eu-2"), 1, 1, 0),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(found),
            Orders.NONE);
    watch.hear(own, SECOND, 0);
    assertThat(seen(SECOND).clock()).contains(found);
    assertThat(watch.siteMaster()).contains(new NodeId("eu-2"));
  }

  @Test
  void digestsOfOthers_areEchoed_withTheTimeTheyWereHeld() {
    hear(us(1), SECOND);
    assertThat(watch.echoes(SECOND + 5_000))
        .containsExactly(new Echo(new NodeId("us-1"), 1_000_001, 5));
  }

  private void hear(Digest digest, long nowNanos) {
    assertThat(watch.hear(digest, nowNanos, 0)).isTrue();
  }

  private Neighbour seen(long nowNanos) {
    return watch.now(nowNanos).of(US).orElseThrow();
  }

  private Neighbour.State state(long nowNanos) {
    return seen(nowNanos).state();
  }

  private static Digest us(int sequence) {
    return digest(US, new Stamp(new NodeId("us-1"), 1, sequence, 1_000_000 + sequence));
  }

  private static Digest us(int sequence, Echo echo, long sentMicros) {
    return digest(US, new Stamp(new NodeId("us-1"), 1, sequence, sentMicros), echo);
  }

  private static Digest digest(Region region, Stamp stamp, Echo... echoes) {
    return new Digest(
        region,
        1,
        stamp,
        Optional.empty(),
        List.of(),
        List.of(new HotRate(HOT, 500)),
        Stream.of(echoes).toList(),
        List.of(),
        Orders.NONE);
  }
}
