package dev.weir.node.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import org.junit.jupiter.api.Test;

/** Reads that are raced between regions. */
class HedgeTest {

  private final Stage stage = new Stage("us");

  @Test
  void slowRead_isSentToAnotherRegion_too_andTheFirstSuccessWins() {
    var read = stage.read();
    stage.pass(240);
    assertThat(stage.us().asked).isEmpty();
    stage.pass(10);
    assertThat(stage.hedged).isEqualTo(1);
    stage.us().last().succeed();
    assertThat(read).isCompleted();
    assertThat(stage.hedgesWon).isEqualTo(1);
  }

  @Test
  void slowWrite_isNotRaced() {
    stage.write();
    stage.pass(400);
    assertThat(stage.us().asked).isEmpty();
  }

  @Test
  void answerThatMayLackSomething_waitsUntilHomeHasFailed() {
    var read = stage.read();
    stage.pass(250);
    stage.us().last().succeedDegraded();
    assertThat(read).isNotDone();
    stage.eu.last().fail(ErrorCode.UNAVAILABLE);
    assertThat(read.join().receipt().degraded()).isPresent();
  }

  @Test
  void answerThatMayLackSomething_makesRoomForAWholeOne() {
    var read = stage.read();
    stage.pass(250);
    stage.us().last().succeedDegraded();
    stage.pass(300);
    stage.eu.last().succeed();
    assertThat(read.join().receipt().degraded()).isEmpty();
  }

  @Test
  void answerThatMayLackSomething_isGivenAtTheTimeLimit() {
    var read = stage.read();
    stage.pass(250);
    stage.us().last().succeedDegraded();
    stage.pass(440);
    assertThat(read).isNotDone();
    stage.pass(20);
    assertThat(read.join().receipt().degraded()).isPresent();
  }

  @Test
  void answerThatMayLackSomething_isGivenWhenHomeIsLeft() {
    stage.pulse = Stage.Pulse.SILENT;
    var read = stage.read();
    stage.readOf(1);
    stage.readOf(2);
    stage.pass(250);
    stage.us().asked.forEach(Stage.Asked::succeedDegraded);
    assertThat(read).isNotDone();
    stage.pass(160);
    assertThat(stage.home().state()).isEqualTo(BreakerState.OPEN);
    assertThat(read.join().receipt().degraded()).isPresent();
  }

  @Test
  void failureOfTheSecond_leavesTheFirstAlone() {
    var read = stage.read();
    stage.pass(250);
    stage.us().last().fail(ErrorCode.OVERLOADED);
    assertThat(read).isNotDone();
    stage.eu.last().succeed();
    assertThat(read).isCompleted();
    assertThat(stage.us().asked).hasSize(1);
  }

  @Test
  void withoutBudget_nothingIsRaced_andItIsCountedOnce() {
    Stage poor = new Stage(FailoverSettings.DEFAULT, 1, "us");
    poor.readOf(1);
    poor.readOf(2);
    poor.pass(400);
    assertThat(poor.us().asked).hasSize(1);
    assertThat(poor.refused).isEqualTo(1);
  }

  @Test
  void databaseThatIsAlwaysSlow_isRacedLater() {
    for (int i = 0; i < 20; i++) {
      stage.readOf(i);
      stage.pass(200);
      stage.eu.last().succeed();
    }
    stage.pass(500);
    stage.read();
    stage.pass(390);
    assertThat(stage.us().asked).isEmpty();
    stage.pass(20);
    assertThat(stage.us().asked).hasSize(1);
  }
}
