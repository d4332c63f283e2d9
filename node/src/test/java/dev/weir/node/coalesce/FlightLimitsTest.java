package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FlightLimitsTest {

  private final Tower tower = new Tower(new FlightSettings(Duration.ofMillis(250), 3, 5, 8, 2, 64));

  @Test
  void fullFlight_hasASecondOneBesideIt() {
    ask(4);
    assertThat(tower.queries).hasSize(2);
    assertThat(tower.refusals).containsEntry(Refusal.FULL, 1);
  }

  @Test
  void fullChannel_isOverload_andOthersAreNotConcerned() {
    ask(5);
    CompletableFuture<?> refused = tower.ask(Tower.LATEST);
    CoalescerTest.assertFailed(refused, ErrorCode.OVERLOADED);
    assertThat(tower.ask(latest(43))).isNotDone();
    tower.land(tower.queries.getFirst(), Page.EMPTY);
    assertThat(tower.ask(Tower.LATEST)).isNotDone();
  }

  @Test
  void fullNode_isOverload() {
    ask(5);
    for (int i = 0; i < 3; i++) {
      tower.ask(latest(43));
    }
    CoalescerTest.assertFailed(tower.ask(latest(44)), ErrorCode.OVERLOADED);
    tower.passMillis(2_000);
    tower.coalescer.takeOver();
    assertThat(tower.coalescer.waiters()).isZero();
    assertThat(tower.ask(latest(44))).isNotDone();
  }

  @Test
  void manyDifferentReads_areServed_butNotOfferedToOthers() {
    for (int i = 0; i < 3; i++) {
      tower.ask(new Get(Tower.CHANNEL, Tower.id(i)));
      tower.ask(new Get(Tower.CHANNEL, Tower.id(i)));
    }
    assertThat(tower.queries).hasSize(4);
    assertThat(tower.coalescer.flights()).isEqualTo(2);
  }

  /** At the owner it may meet a flight that began before what was witnessed here. */
  @Test
  void readBeyondTheLimit_saysWhatItComesAfter() {
    Token written = tower.write();
    for (int i = 0; i < 3; i++) {
      tower.ask(new Get(Tower.CHANNEL, Tower.id(i)));
    }
    tower.ask(Tower.LATEST, tower.call().at(ReadLevel.EVENTUAL));
    assertThat(tower.queries.get(3).call().tokens()).isEqualTo(Tokens.of(written));
    assertThat(tower.queries.get(4).call().tokens()).isEqualTo(Tokens.NONE);
  }

  @Test
  void idleChannels_areForgotten_beyondTheLimit() {
    for (int i = 0; i < 1_000; i++) {
      tower.ask(latest(i));
      tower.land(tower.queries.getLast(), Page.EMPTY);
    }
    assertThat(tower.coalescer.channels()).isBetween(1, 64);
  }

  @Test
  void moreFollowersThanAFlightCarries_leaveOneFlightAfterTheOther() {
    Tower wide = new Tower(new FlightSettings(Duration.ofMillis(250), 3, 20, 40, 8, 64));
    for (int i = 8; i > 0; i--) {
      wide.ask(new History(Tower.CHANNEL, Slice.after(Tower.id(i)), 50));
    }
    for (int queries = 1; queries <= 4; queries++) {
      assertThat(wide.queries).hasSize(queries);
      wide.land(wide.queries.getLast(), Page.EMPTY);
    }
    assertThat(wide.queries).hasSize(4);
    assertThat(wide.coalescer.waiters()).isZero();
  }

  private void ask(int readers) {
    for (int i = 0; i < readers; i++) {
      tower.ask(Tower.LATEST);
    }
  }

  private static History latest(long channel) {
    return new History(new ChannelId(channel), Slice.newest(), 50);
  }
}
