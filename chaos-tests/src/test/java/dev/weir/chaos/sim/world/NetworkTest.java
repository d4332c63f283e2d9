package dev.weir.chaos.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static final NodeAddress DOOR = new NodeAddress("10.0.0.1", 7400);

  private final Agenda agenda =
      new Agenda(thrown -> {
        throw new AssertionError(thrown);
      });
  private final Network network =
      new Network(
          agenda,
          new SplittableRandom(1),
          new Trace(),
          new Network.Distances(100_000, 10_000_000, 0.1));
  private final Host one = network.host("one", 0);
  private final Host other = network.host("other", 0);
  private final List<Stream> accepted = new ArrayList<>();

  private Stream connected() {
    network.place(DOOR, other);
    network.listen(DOOR, other, accepted::add);
    Stream stream = network.unconnected(one);
    network.connect(stream, DOOR);
    pass(10);
    assertThat(stream.isConnected()).isTrue();
    return stream;
  }

  private void pass(long millis) {
    agenda.runUntil(agenda.nanos() + millis * 1_000_000);
  }

  private static void say(Stream stream, String text) throws IOException {
    stream.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String hear(Stream stream) throws IOException {
    StringBuilder heard = new StringBuilder();
    for (byte[] bytes = stream.take(); bytes != null; bytes = stream.take()) {
      heard.append(new String(bytes, StandardCharsets.US_ASCII));
    }
    return heard.toString();
  }

  @Test
  void bytes_arriveInOrder_whateverIsLost() throws IOException {
    Stream stream = connected();
    network.link(one, other).lose(0.3);
    for (int i = 0; i < 100; i++) {
      say(stream, "%02d".formatted(i));
    }
    pass(60_000);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      all.append("%02d".formatted(i));
    }
    assertThat(hear(accepted.getFirst())).isEqualTo(all.toString());
    assertThat(network.link(one, other).lostSoFar()).isPositive();
  }

  @Test
  void cut_holdsBytesBack_oneWay() throws IOException {
    Stream stream = connected();
    network.link(one, other).block();
    say(stream, "held");
    say(accepted.getFirst(), "heard");
    pass(1_000);
    assertThat(hear(accepted.getFirst())).isEmpty();
    assertThat(hear(stream)).isEqualTo("heard");
    assertThat(network.link(one, other).heldSoFar()).isPositive();
    network.link(one, other).open();
    pass(1_000);
    assertThat(hear(accepted.getFirst())).isEqualTo("held");
  }

  @Test
  void killedProcess_isReset_unlessItsMachineIsGone() {
    Stream stream = connected();
    other.kill(true);
    pass(1_000);
    assertThat(stream.isConnected()).isTrue();
    other.start();
    Stream next = connected();
    other.kill(false);
    pass(1_000);
    assertThat(next.failure()).hasValueSatisfying(why -> assertThat(why).contains("reset"));
  }

  @Test
  void nobodyThere_isRefused_andNowhereIsSilent() {
    network.place(DOOR, other);
    Stream refused = network.unconnected(one);
    network.connect(refused, DOOR);
    Stream lost = network.unconnected(one);
    network.connect(lost, new NodeAddress("10.9.9.9", 7400));
    pass(60_000);
    assertThat(refused.failure()).isPresent();
    assertThat(lost.failure()).isEmpty();
    assertThat(lost.isConnected()).isFalse();
  }

  @Test
  void frozenHost_doesItLater_killedOneNever() {
    List<String> done = new ArrayList<>();
    one.after(1_000, () -> done.add("frozen"));
    other.after(1_000, () -> done.add("killed"));
    one.freeze();
    other.kill(false);
    pass(100);
    assertThat(done).isEmpty();
    one.thaw();
    other.start();
    pass(100);
    assertThat(done).containsExactly("frozen");
    assertThat(one.delayed()).isEqualTo(1);
  }

  @Test
  void timersStall_whileTheRestGoesOn() {
    List<String> done = new ArrayList<>();
    one.stallTimers();
    one.timer(1_000, () -> done.add("timer"));
    one.after(2_000, () -> done.add("rest"));
    pass(10);
    one.resumeTimers();
    pass(10);
    assertThat(done).containsExactly("rest", "timer");
  }

  @Test
  void clocks_areEachHostsOwn() {
    one.skew(3_600_000_000_000L);
    assertThat(one.wall().millis() - other.wall().millis()).isEqualTo(3_600_000);
    assertThat(one.ticker().nanos()).isNotEqualTo(other.ticker().nanos());
  }
}
