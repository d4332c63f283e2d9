package dev.weir.node.ingest;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for an answer. */
public final class AnswerWait {

  private AnswerWait() {}

  /**
   * Blocks until the answer is there.
   *
   * @throws WeirException the failure; {@link ErrorCode#CLIENT_CLOSED} if the thread is interrupted
   */
  public static <A> A await(CompletionStage<A> stage) {
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CLIENT_CLOSED, "interrupted while waiting for a node", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WeirException failure) {
        throw failure;
      }
      throw new WeirException(ErrorCode.INTERNAL, "unexpected: " + e.getCause(), e);
    }
  }
}
