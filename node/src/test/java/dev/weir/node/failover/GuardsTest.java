package dev.weir.node.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deadline, bulkhead, breaker, time limit, call: what refuses first tells the order. */
class GuardsTest {

  private static FailoverSettings places(int local, int crossRegion) {
    FailoverSettings usual = FailoverSettings.DEFAULT;
    return new FailoverSettings(
        usual.slowCall(),
        usual.silence(),
        usual.probeEvery(),
        usual.holdDown(),
        Duration.ofSeconds(30),
        usual.localLimit(),
        usual.remoteLimit(),
        local,
        crossRegion,
        usual.channels(),
        usual.retryCredit(),
        Durability.REGION);
  }

  private final Stage stage = new Stage(places(2, 2), 1_000, "us", "ap");

  @Test
  void deadlineThatHasPassed_refusesBeforeTheBulkhead() {
    stage.write();
    stage.write();
    var late = stage.ask(Stage.append(), stage.call(0));
    assertThat(Stage.failureOf(late)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
  }

  @Test
  void fullBulkhead_refusesBeforeTheOpenBreaker() {
    stage.write();
    stage.write();
    stage.leaveHome();
    var full = stage.ask(Stage.append(), stage.call(1_000).stay());
    assertThat(Stage.failureOf(full)).as("not UNAVAILABLE").isEqualTo(ErrorCode.OVERLOADED);
    stage.eu.asked.forEach(Stage.Asked::succeed);
    var open = stage.ask(Stage.append(), stage.call(1_000).stay());
    assertThat(Stage.failureOf(open)).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void openBreaker_refusesBeforeTheTimeLimitRuns_andWithoutACall() {
    stage.leaveHome();
    int asked = stage.eu.asked.size();
    stage.us().answering();
    assertThat(stage.write()).as("at once, not after 700 ms").isCompleted();
    assertThat(stage.eu.asked).hasSize(asked);
  }

  @Test
  void timeLimit_runsFromTheCall() {
    stage.write();
    assertThat(stage.eu.asked).hasSize(1);
    stage.pass(700);
    assertThat(stage.us().asked).hasSize(1);
  }

  @Test
  void homeThatIsFull_isOverload_andNotCarriedToOtherRegions() {
    stage.write();
    stage.write();
    var third = stage.write();
    assertThat(Stage.failureOf(third)).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(Stage.exceptionOf(third).retryAfter()).isPositive();
    assertThat(stage.us().asked).isEmpty();
  }

  @Test
  void otherRegionThatIsFull_isPassedOver_andOverloadAtLast() {
    stage.leaveHome();
    for (int i = 0; i < 4; i++) {
      stage.write();
    }
    assertThat(stage.us().asked).hasSize(2);
    assertThat(stage.ap().asked).hasSize(2);
    var fifth = stage.write();
    assertThat(Stage.failureOf(fifth)).isEqualTo(ErrorCode.OVERLOADED);
    assertThat(Stage.exceptionOf(fifth).retryAfter()).isPositive();
    stage.us().asked.forEach(Stage.Asked::succeed);
    stage.write();
    assertThat(stage.us().asked).hasSize(3);
  }
}
