package dev.weir.node.database;

import dev.weir.node.database.DatabaseException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures with a limit, and turns what comes out into this package's errors. */
final class Waiting {
  private Waiting() {}

  /** Completes when all do, or as soon as one fails. */
  static CompletableFuture<Void> forAll(List<? extends CompletableFuture<?>> futures) {
    var all = CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    for (CompletableFuture<?> future : futures) {
      var _ =
          future.exceptionally(failure -> {
            all.completeExceptionally(failure);
            return null;
          });
    }
    return all;
  }

  /** Returns when the future is done; over the limit it throws {@link Reason#START_TOO_SLOW}. */
  static void untilDone(CompletableFuture<?> future, Duration limit, String what) {
    try {
      var _ = future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(what, e);
    } catch (TimeoutException e) {
      throw new DatabaseException(
          Reason.START_TOO_SLOW,
          "after %d s still waiting until %s".formatted(limit.toSeconds(), what),
          e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DatabaseException known
          ? known
          : new DatabaseException(Reason.SYSTEM_REFUSED, "failed to wait until " + what, e);
    }
  }

  static DatabaseException interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new DatabaseException(
        Reason.INTERRUPTED, "interrupted while waiting until " + what, cause);
  }
}
