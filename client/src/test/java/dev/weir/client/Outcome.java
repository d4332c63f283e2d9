package dev.weir.client;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What became of a request, and when, in virtual time. */
final class Outcome {

  private final CompletionStage<?> stage;
  private long atNanos = -1;
  private Optional<ErrorCode> failure = Optional.empty();

  Outcome(VirtualTime time, CompletionStage<?> stage) {
    this.stage = stage;
    then(() -> atNanos = time.nowNanos());
    CompletionStage<?> unused =
        stage.whenComplete((answer, cause) -> {
          if (cause != null) {
            failure = Optional.of(WeirException.of(cause).code());
          }
        });
  }

  boolean isThere() {
    return atNanos >= 0;
  }

  long atNanos() {
    return atNanos;
  }

  /** Why it failed; empty if it did not, so far. */
  Optional<ErrorCode> failure() {
    return failure;
  }

  /** Whether it succeeded. */
  boolean isGood() {
    return isThere() && failure.isEmpty();
  }

  void then(Runnable next) {
    CompletionStage<?> unused = stage.whenComplete((answer, cause) -> next.run());
  }
}
