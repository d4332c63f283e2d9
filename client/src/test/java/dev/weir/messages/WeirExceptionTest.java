package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class WeirExceptionTest {

  private static final WeirException BUSY = new WeirException(ErrorCode.OVERLOADED, "busy");

  @Test
  void of_takesOffWhatStagesWrapAround() {
    assertThat(WeirException.of(BUSY)).isSameAs(BUSY);
    assertThat(WeirException.of(new CompletionException(BUSY))).isSameAs(BUSY);
  }

  @Test
  void of_callsAnythingElseADefect_andKeepsItAsTheCause() {
    IllegalStateException bug = new IllegalStateException("bug");
    for (Throwable failure : new Throwable[] {bug, new CompletionException(bug)}) {
      WeirException defect = WeirException.of(failure);
      assertThat(defect.code()).isEqualTo(ErrorCode.INTERNAL);
      assertThat(defect).hasMessageContaining("bug").hasCause(bug);
    }
    assertThat(WeirException.of(new CompletionException("bare", null)).code())
        .isEqualTo(ErrorCode.INTERNAL);
  }
}
