package dev.weir.node.failover;

import static dev.weir.node.failover.Stage.exceptionOf;
import static dev.weir.node.failover.Stage.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Call;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.ReadLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where requests go, and what is told when they come to nothing. */
class FailoverTest {

  private final Stage stage = new Stage("us", "ap");

  @Test
  void healthyRegion_servesAlone() {
    var read = stage.read();
    var write = stage.write();
    stage.eu.asked.forEach(Stage.Asked::succeed);
    assertThat(read).isCompleted();
    assertThat(write).isCompleted();
    assertThat(stage.us().asked).isEmpty();
    assertThat(stage.failover.underWay()).isZero();
    assertThat(stage.home().inFlight()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {
        "UNAVAILABLE",
        "OUTCOME_UNKNOWN",
        "NOT_CONNECTED",
        "CONNECTION_LOST",
        "DRAINING",
        "CLIENT_CLOSED",
        "TOO_MANY_REQUESTS"
      })
  void failureOfARegion_goesOnToTheNext_asTheVerySameRequest(ErrorCode code) {
    stage.eu.failing(code);
    stage.us().failing(code);
    var write = stage.write();
    stage.ap().last().succeed();
    assertThat(write).isCompleted();
    assertThat(stage.ap().last().request()).isSameAs(stage.eu.last().request());
    assertThat(stage.ap().last().call().regional()).isTrue();
    assertThat(stage.eu.last().call().regional()).isFalse();
    assertThat(stage.retried).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"OVERLOADED", "INVALID_ARGUMENT", "CONTENT_TOO_LARGE", "INTERNAL"})
  void whatAnotherRegionCannotMend_isToldAtOnce(ErrorCode code) {
    stage.eu.failing(code);
    assertThat(failureOf(stage.read())).isEqualTo(code);
    assertThat(failureOf(stage.write())).isEqualTo(code);
    assertThat(stage.us().asked).isEmpty();
    assertThat(stage.eu.asked).hasSize(2);
  }

  @Test
  void overloadOfTheSecondRegion_isNotCarriedToTheThird() {
    stage.eu.failing(ErrorCode.UNAVAILABLE);
    stage.us().failing(ErrorCode.OVERLOADED);
    assertThat(failureOf(stage.read())).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(stage.ap().asked).isEmpty();
  }

  @Test
  void silentRegion_isNotWaitedFor_butStillHeard() {
    var write = stage.write();
    stage.pass(690);
    assertThat(stage.us().asked).isEmpty();
    stage.pass(20);
    assertThat(stage.us().asked).hasSize(1);
    stage.eu.last().succeed();
    assertThat(write).isCompleted();
  }

  @Test
  void lastRegion_getsAllTheTimeThatIsLeft() {
    Stage two = new Stage("us");
    two.eu.failing(ErrorCode.UNAVAILABLE);
    var read = two.ask(Stage.READ, two.call(10_000));
    two.pass(9_500);
    assertThat(read).isNotDone();
    two.us().last().succeed();
    assertThat(read).isCompleted();
  }

  @Test
  void regionThatIsFollowedByAnother_getsTwoSeconds() {
    stage.eu.failing(ErrorCode.UNAVAILABLE);
    var read = stage.ask(Stage.READ, stage.call(10_000));
    stage.pass(1_990);
    assertThat(stage.ap().asked).isEmpty();
    stage.pass(20);
    stage.ap().last().succeed();
    assertThat(read).isCompleted();
  }

  @Test
  void writeThatMayHaveBeenKept_isNeverCalledUnavailable() {
    stage.eu.failing(ErrorCode.OUTCOME_UNKNOWN);
    stage.us().failing(ErrorCode.UNAVAILABLE);
    stage.ap().failing(ErrorCode.NOT_CONNECTED);
    assertThat(failureOf(stage.write())).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    stage.ap().failing(ErrorCode.OVERLOADED);
    assertThat(failureOf(stage.write())).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void connectionLostUnderAWrite_leavesItInDoubt() {
    stage.eu.failing(ErrorCode.UNAVAILABLE);
    stage.us().failing(ErrorCode.CONNECTION_LOST);
    stage.ap().failing(ErrorCode.NOT_CONNECTED);
    assertThat(failureOf(stage.write())).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(failureOf(stage.read())).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void writeOutOfReachEverywhere_saysWhatEachRegionSaid() {
    stage.eu.failing(ErrorCode.UNAVAILABLE);
    stage.us().failing(ErrorCode.NOT_CONNECTED);
    stage.ap().failing(ErrorCode.DRAINING);
    var told = exceptionOf(stage.write());
    assertThat(told.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(told.getMessage()).contains("eu: UNAVAILABLE", "us: NOT_CONNECTED", "ap: DRAINING");
  }

  @Test
  void silentWrite_thatNobodyElseTakes_isInDoubt() {
    var write = stage.write();
    stage.us().failing(ErrorCode.UNAVAILABLE);
    stage.ap().failing(ErrorCode.OVERLOADED);
    stage.pass(720);
    assertThat(failureOf(write)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void requestOfAnotherRegion_stays() {
    stage.eu.failing(ErrorCode.UNAVAILABLE);
    var write = stage.ask(Stage.append(), stage.call(1_000).stay());
    assertThat(failureOf(write)).isEqualTo(ErrorCode.UNAVAILABLE);
    stage.eu.silent();
    var read = stage.ask(Stage.READ, stage.call(1_000).stay());
    stage.pass(990);
    assertThat(read).as("and is not raced").isNotDone();
    assertThat(stage.us().asked).isEmpty();
    stage.pass(20);
    assertThat(failureOf(read)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
  }

  @Test
  void requestOfAnotherRegion_isRefusedWhileTheDatabaseIsLeft() {
    stage.leaveHome();
    var read = stage.ask(Stage.READ, stage.call(1_000).stay());
    assertThat(failureOf(read)).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(stage.eu.asked).isEmpty();
  }

  @Test
  void deadline_endsEverything() {
    var write = stage.ask(Stage.append(), stage.call(300));
    stage.pass(300);
    assertThat(failureOf(write)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(stage.failover.underWay()).isZero();
    assertThat(stage.us().asked).isEmpty();
  }

  @Test
  void failureWhenTheCallerIsGone_goesNowhere() {
    boolean[] gone = {false};
    var read = stage.ask(Stage.READ, stage.call(1_000).with(() -> gone[0]));
    gone[0] = true;
    stage.eu.last().fail(ErrorCode.UNAVAILABLE);
    assertThat(read).isCompletedExceptionally();
    assertThat(stage.us().asked).isEmpty();
  }

  @Test
  void budget_boundsSecondAttempts() {
    Stage poor = new Stage(FailoverSettings.DEFAULT, 5, "us");
    poor.eu.failing(ErrorCode.UNAVAILABLE);
    poor.us().answering();
    int served = 0;
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      all.add(poor.readOf(i));
    }
    for (CompletableFuture<?> each : all) {
      served += each.isCompletedExceptionally() ? 0 : 1;
    }
    assertThat(served).isEqualTo(5);
    assertThat(poor.us().asked).hasSize(5);
    assertThat(poor.refused).isEqualTo(4);
    assertThat(poor.failover.status().budgetSpent()).isEqualTo(5);
  }

  @Test
  void straightAwayToAnotherRegion_isNoSecondAttempt() {
    Stage poor = new Stage(FailoverSettings.DEFAULT, 1, "us");
    poor.leaveHome();
    poor.us().answering();
    for (int i = 0; i < 100; i++) {
      assertThat(poor.read()).isCompleted();
    }
    assertThat(poor.failover.status().budgetSpent()).isZero();
  }

  @Test
  void readThatFailsInPassing_withNobodyElse_isTriedOnceMore() {
    stage.peers.forEach(peer -> peer.reachable = false);
    var read = stage.read();
    stage.eu.last().fail(ErrorCode.UNAVAILABLE);
    assertThat(stage.eu.asked).hasSize(2);
    stage.eu.last().succeed();
    assertThat(read).isCompleted();
    assertThat(stage.retried).isEqualTo(1);
    var write = stage.write();
    stage.eu.last().fail(ErrorCode.UNAVAILABLE);
    assertThat(failureOf(write)).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void strongRead_needsAllRegions_soNoOtherOneIsAskedForIt() {
    Call strong = stage.call(3_000).at(ReadLevel.STRONG);
    for (int i = 0; i < 50; i++) {
      var read = stage.ask(Stage.READ, strong);
      stage.eu.last().fail(ErrorCode.UNAVAILABLE);
      stage.eu.last().fail(ErrorCode.UNAVAILABLE);
      assertThat(failureOf(read)).isEqualTo(ErrorCode.UNAVAILABLE);
    }
    var slow = stage.ask(Stage.READ, strong);
    stage.pass(2_000);
    assertThat(slow).isNotDone();
    assertThat(stage.us().asked).isEmpty();
    assertThat(stage.hedged).isZero();
    assertThat(stage.home().state()).isEqualTo(BreakerState.CLOSED);
    assertThat(stage.failover.status().openChannels()).isZero();
  }

  @Test
  void writeToEveryRegion_goesElsewhere_onlyWhileHomeIsLeft() {
    Call kept = stage.call(3_000).kept(Durability.EVERY_REGION);
    stage.eu.failing(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(failureOf(stage.ask(Stage.append(), kept))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(stage.us().asked).isEmpty();
    stage.leaveHome();
    stage.us().answering();
    assertThat(stage.ask(Stage.append(), stage.call(3_000).kept(Durability.EVERY_REGION)))
        .isCompleted();
  }

  @Test
  void evacuation_sendsAShareAway_andTheSameChannelsAlways() {
    stage.eu.answering();
    stage.us().answering();
    stage.away = 30;
    for (int i = 0; i < 1_000; i++) {
      stage.readOf(i);
    }
    int first = stage.us().asked.size();
    assertThat(first).isBetween(240, 360);
    for (int i = 0; i < 1_000; i++) {
      stage.readOf(i);
    }
    assertThat(stage.us().asked).hasSize(2 * first);
    assertThat(stage.home().sharePercent()).isEqualTo(70);
    assertThat(stage.us().asked.stream().map(Stage.Asked::request).distinct()).hasSize(first);
  }

  @Test
  void evacuation_withNowhereToGo_stays() {
    stage.away = 100;
    stage.eu.answering();
    stage.us().answering();
    assertThat(stage.write()).isCompleted();
    assertThat(stage.us().asked).hasSize(1);
    stage.peers.forEach(peer -> peer.reachable = false);
    assertThat(stage.write()).isCompleted();
    assertThat(stage.eu.asked).hasSize(1);
  }

  @Test
  void bulkDeletion_goesOn_asAnyOtherWrite() {
    stage.eu.failing(ErrorCode.OUTCOME_UNKNOWN);
    DeleteBulk bulk =
        new DeleteBulk(
            Stage.CHANNEL,
            new DeleteBulk.Before(MessageId.of(1_700_000_000_000L, 0, 0, 0)),
            1_800_000_000_000_000L);
    stage.ask(bulk, stage.call(3_000));
    assertThat(stage.us().last().request()).isSameAs(bulk);
  }
}
