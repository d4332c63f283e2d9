package dev.weir.node.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.orders.Order;
import dev.weir.node.orders.Orders;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BridgeBytesTest {

  private static final long SEED = Long.getLong("weir.fuzz.seed", 20_260_102L);
  private static final int INPUTS = 50_000;
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Stamp STAMP = new Stamp(new NodeId("eu-1"), 5, 6, -7);

  static Digest digest(int nodes) {
    List<Order> orders =
        List.of(
            new Order(
                new Region("eu"),
                0,
                new Order.Evacuate(List.of(1, 100), Duration.ofMillis(1_500)),
                9,
                NOON,
                Optional.of(NOON.plusSeconds(60)),
                "somebody at 10.0.0.9"),
            new Order(new Region("us"), 7, new Order.Lost(), 10, NOON, Optional.empty(), ""),
            new Order(new Region("ap"), 2, new Order.Serve(), 11, NOON, Optional.empty(), "ö"));
    return new Digest(
        new Region("eu"),
        7,
        STAMP,
        Optional.of(new Epoch(1_767_225_603, new NodeId("eu-2"))),
        IntStream.range(0, nodes)
            .mapToObj(i -> FakeHome.report("eu-" + i, new Load(i, i + 1, 4_096)))
            .toList(),
        LongStream.range(0, Digest.MAX_HOT)
            .mapToObj(i -> new HotRate(new ChannelId(-i), i))
            .toList(),
        List.of(new Echo(new NodeId("us-1"), 5, 0)),
        List.of(new ClockOffset(new Region("us"), -3_000, 20)),
        Orders.of(orders));
  }

  @Test
  void digest_comesBack() {
    Digest digest = digest(3);
    assertThat(BridgeBytes.digest(BridgeBytes.of(digest))).contains(digest);
    Digest empty =
        new Digest(
            new Region("eu"),
            0,
            STAMP,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Orders.NONE);
    assertThat(BridgeBytes.digest(BridgeBytes.of(empty))).contains(empty);
  }

  @Test
  void report_comesBack_andIsNoDigest() {
    Report report =
        new Report(
            STAMP,
            FakeHome.report("eu-1", FakeHome.LOAD),
            List.of(new HotRate(new ChannelId(1), 2)));
    byte[] bytes = BridgeBytes.of(report);
    assertThat(BridgeBytes.isReport(bytes)).isTrue();
    assertThat(BridgeBytes.report(bytes)).contains(report);
    assertThat(BridgeBytes.digest(bytes)).isEmpty();
    assertThat(BridgeBytes.isReport(BridgeBytes.of(digest(1)))).isFalse();
  }

  @Test
  void largestDigest_fitsWhatIsRead() {
    byte[] bytes = BridgeBytes.of(digest(Digest.MAX_NODES));
    assertThat(bytes.length).isLessThan(BridgeBytes.MAX_BYTES);
    assertThat(BridgeBytes.digest(bytes)).isPresent();
    assertThat(BridgeBytes.digest(BridgeBytes.of(digest(Digest.MAX_NODES + 1)))).isEmpty();
  }

  @Test
  void whatANewerNodeAdds_isPassedOver_anotherVersionIsNot() {
    byte[] bytes = BridgeBytes.of(digest(2));
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 9);
    assertThat(BridgeBytes.digest(longer)).contains(digest(2));
    bytes[0] = 2;
    assertThat(BridgeBytes.digest(bytes)).isEmpty();
  }

  /** Bits flipped, ends cut off, noise: whatever comes is read or is nothing, and never thrown. */
  @Test
  @Timeout(60)
  void whateverComes_isReadOrNothing() {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] report =
        BridgeBytes.of(new Report(STAMP, FakeHome.report("eu-1", FakeHome.LOAD), List.of()));
    List<byte[]> valid = new ArrayList<>(List.of(BridgeBytes.of(digest(3)), report));
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = valid.get(i % valid.size()).clone();
      int attacks = 1 + random.nextInt(4);
      for (int k = 0; k < attacks; k++) {
        int at = random.nextInt(2, bytes.length);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
          case 1 -> bytes[at] = (byte) 0xFF;
          case 2 -> bytes = Arrays.copyOf(bytes, Math.max(3, at));
          default -> bytes[at] = (byte) random.nextInt();
        }
      }
      boolean read =
          BridgeBytes.isReport(bytes)
              ? BridgeBytes.report(bytes).isPresent()
              : BridgeBytes.digest(bytes).isPresent();
      refused += read ? 0 : 1;
    }
    assertThat(refused).as("seed " + SEED).isGreaterThan(INPUTS / 10);
    assertThat(BridgeBytes.digest(new byte[0])).isEmpty();
    assertThat(BridgeBytes.digest(new byte[] {1, 2})).isEmpty();
  }
}
