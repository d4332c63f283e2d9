package dev.weir.node.store;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one request: a few in flight at a time, and one honest outcome. After a failure
 * no more are sent; if any of them may have been kept, the outcome is unknown.
 */
final class Writes {

  /** Guards everything below; never held while a statement is sent. */
  private final Object lock = new Object();

  private final Iterator<Supplier<CompletionStage<?>>> next;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private int lanes;
  private boolean anyKept;
  private @Nullable WeirException failure;

  private Writes(List<Supplier<CompletionStage<?>>> statements, int lanes) {
    this.next = statements.iterator();
    this.lanes = lanes;
  }

  /** Sends all of them, {@code concurrency} at a time. */
  static CompletionStage<Void> all(List<Supplier<CompletionStage<?>>> statements, int concurrency) {
    int lanes = Math.min(concurrency, statements.size());
    if (lanes == 0) {
      return CompletableFuture.completedStage(null);
    }
    Writes writes = new Writes(statements, lanes);
    for (int lane = 0; lane < lanes; lane++) {
      writes.sendNext();
    }
    return writes.done;
  }

  /**
   * The outcome of messages and their index entries, sent at the same time: messages without their
   * entry may be visible or not.
   */
  static CompletionStage<Void> withIndex(CompletionStage<?> messages, CompletionStage<?> index) {
    CompletionStage<CompletionStage<?>> indexDone = index.handle((result, error) -> index);
    return messages
        .thenCombine(indexDone, (kept, outcome) -> outcome)
        .thenCompose(outcome ->
            outcome
                .<Void>thenApply(written -> null)
                .exceptionallyCompose(error ->
                    CompletableFuture.failedStage(
                        DriverErrors.unknown(
                            "the message was kept, its index entry perhaps not",
                            DriverErrors.unwrap(error)))));
  }

  private void sendNext() {
    Optional<Supplier<CompletionStage<?>>> statement = nextStatement();
    if (statement.isEmpty()) {
      endLane();
      return;
    }
    var _ =
        statement
            .get()
            .get()
            .whenComplete((kept, error) -> {
              note(error);
              sendNext();
            });
  }

  private void note(@Nullable Throwable error) {
    synchronized (lock) {
      if (error == null) {
        anyKept = true;
        return;
      }
      WeirException known = DriverErrors.ofWrite(error);
      anyKept |= known.code() == ErrorCode.OUTCOME_UNKNOWN;
      if (failure == null) {
        failure = known;
      }
    }
  }

  private Optional<Supplier<CompletionStage<?>>> nextStatement() {
    synchronized (lock) {
      return failure == null && next.hasNext() ? Optional.of(next.next()) : Optional.empty();
    }
  }

  /** The last lane to end tells the outcome, outside of the lock: who hears it may do anything. */
  private void endLane() {
    Runnable outcome;
    synchronized (lock) {
      lanes--;
      if (lanes > 0) {
        return;
      }
      outcome = outcome(failure, anyKept);
    }
    outcome.run();
  }

  private Runnable outcome(@Nullable WeirException failed, boolean kept) {
    if (failed == null) {
      return () -> done.complete(null);
    }
    WeirException told =
        kept && failed.code() != ErrorCode.OUTCOME_UNKNOWN
            ? DriverErrors.unknown("some of the writes were kept: " + failed.getMessage(), failed)
            : failed;
    return () -> done.completeExceptionally(told);
  }
}
