package dev.weir.node.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When this region is left, what becomes of those who wait for it, and how it comes back. */
class LeavingAndReturningTest {

  private final Stage stage = new Stage("us", "ap");

  @Test
  void databaseThatIsKilled_isLeft_andNobodyFails() {
    stage.eu.failing(ErrorCode.UNAVAILABLE);
    stage.us().answering();
    for (int i = 0; i < 10; i++) {
      assertThat(stage.readOf(i)).isCompleted();
    }
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
    assertThat(stage.home().lastReason()).contains("UNAVAILABLE");
    assertThat(stage.readOf(11)).isCompleted();
    assertThat(stage.eu.asked).as("nobody asks it any more").hasSize(10);
  }

  @Test
  void halfOfTheCalls_isNeeded() {
    for (int i = 0; i < 60; i++) {
      var read = stage.readOf(i);
      if (i % 5 >= 3) {
        stage.eu.last().fail(ErrorCode.UNAVAILABLE);
      } else {
        stage.eu.last().succeed();
        assertThat(read).isCompleted();
      }
    }
    assertThat(stage.home().state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void failuresOfASecondAgo_areForgotten() {
    Stage still = new Stage(probedRarely(), 1_000, "us");
    for (int i = 0; i < 8; i++) {
      still.readOf(i);
      still.eu.last().fail(ErrorCode.UNAVAILABLE);
    }
    still.pass(1_100);
    for (int i = 8; i < 11; i++) {
      still.readOf(i);
      still.eu.last().fail(ErrorCode.UNAVAILABLE);
    }
    assertThat(still.home().state()).isEqualTo(BreakerState.CLOSED);
    for (int i = 11; i < 18; i++) {
      still.readOf(i);
      still.eu.last().fail(ErrorCode.UNAVAILABLE);
    }
    assertThat(still.home().state()).isEqualTo(BreakerState.OPEN);
  }

  private static FailoverSettings probedRarely() {
    FailoverSettings usual = FailoverSettings.DEFAULT;
    return new FailoverSettings(
        usual.slowCall(),
        usual.silence(),
        Duration.ofSeconds(10),
        usual.holdDown(),
        usual.hedgeAfter(),
        usual.localLimit(),
        usual.remoteLimit(),
        usual.localInFlight(),
        usual.crossRegionInFlight(),
        usual.channels(),
        usual.retryCredit(),
        usual.durability());
  }

  @Test
  void databaseThatIsSlow_isLeft() {
    List<Stage.Asked> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      stage.readOf(i);
      slow.add(stage.eu.last());
    }
    stage.pass(360);
    assertThat(stage.home().state()).isEqualTo(BreakerState.CLOSED);
    slow.forEach(Stage.Asked::succeed);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
    assertThat(stage.home().lastReason()).contains("slow");
  }

  @Test
  void databaseThatIsStopped_isLeftForItsSilence_andThoseWhoWaitAreSentOn() {
    stage.pulse = Stage.Pulse.SILENT;
    stage.pass(10);
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(stage.ask(Stage.append(), stage.call(3_000)));
    }
    stage.pass(380);
    assertThat(stage.home().state()).isEqualTo(BreakerState.CLOSED);
    stage.us().answering();
    stage.pass(30);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
    assertThat(stage.home().lastReason()).contains("nothing answered for 400 ms");
    assertThat(all).allMatch(each -> each.isDone() && !each.isCompletedExceptionally());
    assertThat(stage.us().asked).hasSize(5);
  }

  @Test
  void databaseThatAnswersProbes_servesAnotherRegion_thoughItIsLeft() {
    stage.leaveHome();
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(300);
    stage.eu.answering();
    assertThat(stage.ask(Stage.append(), stage.call(1_000).stay())).isCompleted();

    stage.pulse = Stage.Pulse.FAILING;
    stage.pass(300);
    var refused = stage.ask(Stage.append(), stage.call(1_000).stay());
    assertThat(Stage.exceptionOf(refused)).hasMessageContaining("does not ask its database now");
  }

  @Test
  void databaseThatAnswersProbes_isTheLastToBeAsked_whenOtherRegionsRefuse() {
    stage.leaveHome();
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(300);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
    stage.us().failing(ErrorCode.UNAVAILABLE);
    stage.ap().failing(ErrorCode.UNAVAILABLE);
    stage.eu.answering();
    assertThat(stage.read()).isCompleted();

    stage.pulse = Stage.Pulse.FAILING;
    stage.pass(300);
    assertThat(Stage.failureOf(stage.read())).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void idleNode_noticesTheStop_too() {
    stage.pulse = Stage.Pulse.SILENT;
    stage.pass(700);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void idleNode_noticesTheKill_too() {
    stage.pulse = Stage.Pulse.FAILING;
    stage.pass(700);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void pauseOfThisProcess_isNoSilenceOfTheDatabase() {
    for (int i = 0; i < 5; i++) {
      stage.readOf(i);
    }
    stage.pulse = Stage.Pulse.SILENT;
    stage.pass(300);
    stage.nowNanos += 5_000_000_000L;
    stage.pass(10);
    stage.eu.asked.forEach(Stage.Asked::succeed);
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(200);
    assertThat(stage.moves).noneMatch(move -> move.why().contains("nothing answered"));
  }

  @Test
  void answerThatComesAfterAll_counts() {
    var write = stage.write();
    stage.leaveHome();
    assertThat(stage.us().asked).hasSize(1);
    stage.eu.asked.getFirst().succeed();
    assertThat(write).isCompleted();
    stage.us().last().fail(ErrorCode.UNAVAILABLE);
    assertThat(write).isCompletedWithValueMatching(served -> true);
  }

  @Test
  void otherRegionsSlowness_isNotTakenForThisOnes() {
    for (int i = 0; i < 30; i++) {
      stage.ask(
          Stage.READ,
          stage.call(1_000).at(ReadLevel.SESSION).after(Tokens.of(new Token(2, 1, 100 + i))));
    }
    stage.pass(500);
    stage.eu.asked.forEach(Stage.Asked::succeed);
    stage.pass(100);
    assertThat(stage.home().state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void regionComesBackInSteps_afterThreeGoodProbes() {
    stage.leaveHome();
    stage.eu.answering();
    stage.us().answering();
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(1_300);
    assertThat(stage.home().state()).as("held down").isEqualTo(BreakerState.OPEN);
    stage.pass(700);
    assertThat(stage.home().state()).isEqualTo(BreakerState.RETURNING);
    assertThat(homeOf100()).isBetween(15, 35);
    stage.pass(1_000);
    assertThat(stage.home().sharePercent()).isEqualTo(50);
    assertThat(homeOf100()).isBetween(35, 65);
    stage.pass(1_000);
    assertThat(stage.home().state()).isEqualTo(BreakerState.CLOSED);
    assertThat(homeOf100()).isEqualTo(100);
    assertThat(stage.failover.status().timeline())
        .extracting(Transition::to)
        .containsExactly(
            BreakerState.OPEN,
            BreakerState.HALF_OPEN,
            BreakerState.RETURNING,
            BreakerState.RETURNING,
            BreakerState.CLOSED);
  }

  private int homeOf100() {
    int before = stage.eu.asked.size();
    for (int i = 0; i < 100; i++) {
      assertThat(stage.readOf(i)).isCompleted();
    }
    return stage.eu.asked.size() - before;
  }

  @Test
  void aBadProbe_beginsTheCountAnew() {
    stage.leaveHome();
    stage.pass(2_000);
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(300);
    assertThat(stage.home().state()).isEqualTo(BreakerState.HALF_OPEN);
    stage.pulse = Stage.Pulse.FAILING;
    stage.pass(300);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(300);
    assertThat(stage.home().state()).isEqualTo(BreakerState.HALF_OPEN);
    stage.pass(150);
    assertThat(stage.home().state()).isEqualTo(BreakerState.RETURNING);
  }

  @Test
  void requestsOfUsers_areNeverProbes() {
    var old = stage.ask(Stage.READ, stage.call(30_000));
    for (int i = 0; i < 3; i++) {
      stage.ask(Stage.append(), stage.call(30_000));
    }
    stage.leaveHome();
    stage.pass(2_000);
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(150);
    assertThat(stage.home().state()).isEqualTo(BreakerState.HALF_OPEN);
    stage.eu.asked.forEach(Stage.Asked::succeed);
    assertThat(old).isCompleted();
    assertThat(stage.home().state()).as("counts probes alone").isEqualTo(BreakerState.HALF_OPEN);
  }

  @Test
  void relapse_isHeldDownForLonger() {
    stage.leaveHome();
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(2_100);
    assertThat(stage.home().state()).isEqualTo(BreakerState.RETURNING);
    stage.pulse = Stage.Pulse.SILENT;
    stage.pass(700);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
    assertThat(stage.home().lastReason()).contains("4000 ms");
    stage.pulse = Stage.Pulse.GOOD;
    stage.pass(3_000);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
    stage.pass(1_500);
    assertThat(stage.home().state()).isEqualTo(BreakerState.RETURNING);
  }

  @Test
  void withNoOtherRegion_theBreakerIsShown_butNobodyIsRefused() {
    Stage alone = new Stage();
    alone.leaveHome();
    assertThat(alone.home().state()).isEqualTo(BreakerState.OPEN);
    alone.eu.answering();
    assertThat(alone.read()).isCompleted();
    assertThat(alone.ask(Stage.READ, alone.call(1_000).stay())).isCompleted();
  }

  @Test
  void withOtherRegionsOutOfReach_homeIsTheLastResort() {
    stage.leaveHome();
    stage.peers.forEach(peer -> peer.reachable = false);
    stage.eu.answering();
    assertThat(stage.read()).isCompleted();
    assertThat(stage.write()).isCompleted();
  }

  @Test
  void otherRegionThatFails_isLeftForASecond_andTried() {
    stage.leaveHome();
    stage.us().failing(ErrorCode.UNAVAILABLE);
    stage.ap().answering();
    for (int i = 0; i < 12; i++) {
      assertThat(stage.readOf(i)).isCompleted();
    }
    stage.pass(10);
    assertThat(stage.us().asked).hasSize(10);
    assertThat(stage.peer().state()).isEqualTo(BreakerState.OPEN);
    stage.us().answering();
    stage.pass(1_100);
    for (int i = 0; i < 5; i++) {
      assertThat(stage.readOf(i)).isCompleted();
    }
    stage.pass(10);
    assertThat(stage.us().asked).hasSize(15);
    assertThat(stage.peer().state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void whatAnotherRegionFailedAtLongAgo_saysNothing() {
    for (int i = 0; i < 9; i++) {
      hedgedInVain(i);
    }
    stage.pass(6_000);
    stage.leaveHome();
    stage.us().answering();
    for (int i = 0; i < 20; i++) {
      assertThat(stage.readOf(i)).as("of nine old failures and %d successes", i).isCompleted();
    }
  }

  private void hedgedInVain(int channel) {
    stage.us().failing(ErrorCode.UNAVAILABLE);
    var read = stage.readOf(channel);
    stage.pass(300);
    stage.eu.last().succeed();
    assertThat(read).isCompleted();
  }

  @Test
  void otherRegionThatWasLeft_andNotTriedSince_isAskedByAllAgain() {
    for (int i = 0; i < 10; i++) {
      hedgedInVain(i);
    }
    stage.pass(10);
    assertThat(stage.peer().state()).isEqualTo(BreakerState.OPEN);
    stage.pass(6_000);
    stage.us().silent();
    stage.leaveHome();
    int before = stage.us().asked.size();
    for (int i = 0; i < 20; i++) {
      stage.readOf(i);
    }
    assertThat(stage.us().asked).as("more than three that try it").hasSize(before + 20);
  }

  @Test
  void whatNeedsAllRegions_isNoWordAboutTheOneThatStandsIn() {
    Stage two = new Stage("us");
    two.leaveHome();
    two.us().failing(ErrorCode.UNAVAILABLE);
    for (int i = 0; i < 12; i++) {
      assertThat(two.ask(Stage.READ, two.call(1_000).at(ReadLevel.STRONG)))
          .isCompletedExceptionally();
    }
    two.us().answering();
    assertThat(two.read()).isCompleted();
  }
}
