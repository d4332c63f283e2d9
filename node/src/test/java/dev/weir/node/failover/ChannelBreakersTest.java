package dev.weir.node.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import dev.weir.topology.ChannelId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelBreakersTest {

  private static Optional<ChannelId> channel(long number) {
    return Optional.of(new ChannelId(number));
  }

  private long nowNanos;
  private final ChannelBreakers breakers = new ChannelBreakers(4, () -> nowNanos);

  private void fail(long number, int times) {
    for (int i = 0; i < times; i++) {
      nowNanos++;
      if (breakers.admits(channel(number))) {
        breakers.settle(channel(number), Verdict.FAILED, 1);
      }
    }
  }

  @Test
  void fiveFailures_openAChannel() {
    fail(1, 4);
    assertThat(breakers.admits(channel(1))).isTrue();
    fail(1, 1);
    assertThat(breakers.admits(channel(1))).isFalse();
    assertThat(breakers.admits(channel(2))).isTrue();
    assertThat(breakers.open()).isEqualTo(1);
  }

  @Test
  void onceASecond_oneRequestTries() {
    fail(1, 5);
    nowNanos += 1_100_000_000;
    assertThat(breakers.admits(channel(1))).isTrue();
    assertThat(breakers.admits(channel(1))).isFalse();
    breakers.settle(channel(1), Verdict.FAILED, 1);
    nowNanos += 900_000_000;
    assertThat(breakers.admits(channel(1))).isFalse();
    nowNanos += 200_000_000;
    assertThat(breakers.admits(channel(1))).isTrue();
    breakers.settle(channel(1), Verdict.GOOD, 1);
    assertThat(breakers.admits(channel(1))).isTrue();
    assertThat(breakers.size()).as("what is well is not watched").isZero();
  }

  @Test
  void tryThatSaidNothing_leavesAnotherOne() {
    fail(1, 5);
    nowNanos += 1_100_000_000;
    assertThat(breakers.admits(channel(1))).isTrue();
    breakers.settle(channel(1), Verdict.NEUTRAL, 1);
    assertThat(breakers.admits(channel(1))).isTrue();
  }

  @Test
  void newOne_replacesTheOneThatWasNotAskedForLongest() {
    for (int i = 1; i <= 4; i++) {
      fail(i, 4);
    }
    fail(1, 0);
    nowNanos++;
    assertThat(breakers.admits(channel(1))).isTrue();
    fail(5, 1);
    assertThat(breakers.size()).isEqualTo(4);
    fail(1, 1);
    assertThat(breakers.isOpen(channel(1))).as("1 was kept").isTrue();
    fail(2, 1);
    assertThat(breakers.isOpen(channel(2))).as("2 was forgotten").isFalse();
  }

  @Test
  void openOnes_areNeverForgotten_soNewOnesGetNone() {
    for (int i = 1; i <= 4; i++) {
      fail(i, 5);
    }
    fail(5, 7);
    assertThat(breakers.size()).isEqualTo(4);
    assertThat(breakers.open()).isEqualTo(4);
    assertThat(breakers.isOpen(channel(5))).isFalse();
    assertThat(breakers.notWatched()).isEqualTo(7);
  }

  @Test
  void poisonousChannel_goesElsewhere_andTheRegionIsNotBlamed() {
    Stage stage = new Stage("us");
    stage.us().answering();
    stage.eu.failing(ErrorCode.UNAVAILABLE);
    for (int i = 0; i < 40; i++) {
      assertThat(stage.read()).isCompleted();
    }
    assertThat(stage.eu.asked).hasSize(5);
    assertThat(stage.home().state()).isEqualTo(BreakerState.CLOSED);
    assertThat(stage.failover.status().openChannels()).isEqualTo(1);
    stage.eu.answering();
    assertThat(stage.readOf(7)).isCompleted();
    assertThat(stage.eu.asked).as("another channel stays").hasSize(6);
    stage.pass(1_100);
    assertThat(stage.read()).isCompleted();
    assertThat(stage.read()).isCompleted();
    assertThat(stage.eu.asked).as("and this one is back").hasSize(8);
  }

  @Test
  void poisonousChannel_withNowhereToGo_failsFast() {
    Stage alone = new Stage();
    alone.eu.failing(ErrorCode.UNAVAILABLE);
    for (int i = 0; i < 6; i++) {
      alone.write();
    }
    var refused = Stage.exceptionOf(alone.write());
    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refused.retryAfter()).isEqualTo(ChannelBreakers.RETRY);
    assertThat(alone.eu.asked).hasSize(5);
  }

  @Test
  void regionThatIsLeft_acquitsItsChannels() {
    Stage stage = new Stage("us");
    stage.us().answering();
    stage.eu.failing(ErrorCode.UNAVAILABLE);
    for (int i = 0; i < 6; i++) {
      stage.read();
    }
    assertThat(stage.failover.status().openChannels()).isEqualTo(1);
    stage.leaveHome();
    assertThat(stage.failover.status().openChannels()).isZero();
  }
}
