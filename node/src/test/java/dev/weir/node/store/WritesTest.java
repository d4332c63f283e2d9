package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Several statements, one outcome. */
final class WritesTest {

  private final List<CompletableFuture<Void>> sent = new ArrayList<>();

  @Test
  void noStatements_isDone() {
    assertThat(Writes.all(List.of(), 4).toCompletableFuture()).isCompleted();
  }

  @Test
  void onlyAFewAreInFlight() {
    var done = Writes.all(statements(5), 2).toCompletableFuture();
    assertThat(sent).hasSize(2);
    sent.get(1).complete(null);
    assertThat(sent).hasSize(3);
    for (int i = 0; i < 5; i++) {
      assertThat(done).isNotDone();
      sent.get(i).complete(null);
    }
    assertThat(done).isCompleted();
  }

  @Test
  void afterAFailure_noMoreAreSent() {
    var done = Writes.all(statements(5), 2).toCompletableFuture();
    sent.get(0).completeExceptionally(unavailable());
    sent.get(1).completeExceptionally(unavailable());
    assertThat(sent).hasSize(2);
    assertThat(codeOf(done)).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void failureBesideAWriteThatWasKept_isUnknown() {
    var done = Writes.all(statements(5), 2).toCompletableFuture();
    sent.get(0).completeExceptionally(unavailable());
    sent.get(1).complete(null);
    assertThat(codeOf(done)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void failureBesideAWriteThatMayHaveBeenKept_isUnknown() {
    var done = Writes.all(statements(2), 2).toCompletableFuture();
    sent.get(0).completeExceptionally(unavailable());
    sent.get(1).completeExceptionally(new WeirException(ErrorCode.OUTCOME_UNKNOWN, "who knows"));
    assertThat(codeOf(done)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void messageWithoutItsIndexEntry_isUnknown() {
    var kept = CompletableFuture.completedFuture(null);
    var failed = CompletableFuture.<Void>failedFuture(unavailable());
    assertThat(codeOf(Writes.withIndex(kept, failed).toCompletableFuture()))
        .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(codeOf(Writes.withIndex(failed, kept).toCompletableFuture()))
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(codeOf(Writes.withIndex(failed, failed).toCompletableFuture()))
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(Writes.withIndex(kept, kept).toCompletableFuture()).isCompleted();
  }

  @Test
  void messageAndIndexEntry_areBothAwaited() {
    var message = new CompletableFuture<Void>();
    var index = new CompletableFuture<Void>();
    var both = Writes.withIndex(message, index).toCompletableFuture();
    message.complete(null);
    assertThat(both).isNotDone();
    index.complete(null);
    assertThat(both).isCompleted();
  }

  private List<Supplier<CompletionStage<?>>> statements(int count) {
    List<Supplier<CompletionStage<?>>> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statements.add(() -> {
        var outcome = new CompletableFuture<Void>();
        sent.add(outcome);
        return outcome;
      });
    }
    return statements;
  }

  private static WeirException unavailable() {
    return new WeirException(ErrorCode.UNAVAILABLE, "nobody there");
  }

  private static ErrorCode codeOf(CompletableFuture<?> failed) {
    assertThat(failed).isCompletedExceptionally();
    Throwable error = failed.exceptionNow();
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    return ((WeirException) cause).code();
  }
}
