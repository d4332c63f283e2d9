package dev.weir.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Outcome;
import dev.weir.messages.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a load makes of a failed write: as much as is promised, no more and no less. */
class SessionLoadTest {

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "OVERLOADED", "TOO_MANY_REQUESTS", "NOT_CONNECTED"})
  void whatWasKeptNowhere_hasFailed(ErrorCode code) {
    assertThat(SessionLoad.outcome(code)).isEqualTo(Outcome.FAILED);
  }

  @ParameterizedTest
  @EnumSource(names = {"OUTCOME_UNKNOWN", "DEADLINE_EXCEEDED", "CONNECTION_LOST", "INTERNAL"})
  void whatMayHaveBeenKept_isUnknown(ErrorCode code) {
    assertThat(SessionLoad.outcome(code)).isEqualTo(Outcome.UNKNOWN);
  }
}
