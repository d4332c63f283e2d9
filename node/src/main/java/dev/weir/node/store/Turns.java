package dev.weir.node.store;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many pieces of work be under way at once; the others wait in order, or are refused. */
final class Turns {

  private final int atOnce;
  private final int waiting;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final Queue<Supplier<CompletionStage<?>>> queue = new ArrayDeque<>();
  private int underWay;

  Turns(int atOnce, int waiting) {
    this.atOnce = atOnce;
    this.waiting = waiting;
  }

  /** Begins {@code work} when it is its turn; fails with OVERLOADED if too many wait. */
  <T> CompletionStage<T> take(Supplier<CompletionStage<T>> work) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    Supplier<CompletionStage<?>> turn = () -> begin(work, outcome);
    synchronized (lock) {
      if (underWay == atOnce) {
        if (queue.size() == waiting) {
          return CompletableFuture.failedStage(
              new WeirException(
                  ErrorCode.OVERLOADED, "%d others wait for their turn".formatted(waiting)));
        }
        queue.add(turn);
        return outcome;
      }
      underWay++;
    }
    run(turn);
    return outcome;
  }

  private static <T> CompletionStage<?> begin(
      Supplier<CompletionStage<T>> work, CompletableFuture<T> outcome) {
    try {
      return work.get()
          .whenComplete((value, error) -> {
            if (error == null) {
              outcome.complete(value);
            } else {
              outcome.completeExceptionally(error);
            }
          });
    } catch (RuntimeException e) {
      outcome.completeExceptionally(e);
      return outcome;
    }
  }

  /**
   * Runs turns until one is under way; a loop, so that a thousand that fail at once do not nest.
   */
  private void run(Supplier<CompletionStage<?>> turn) {
    Supplier<CompletionStage<?>> next = turn;
    while (next != null) {
      CompletionStage<?> stage = next.get();
      if (!stage.toCompletableFuture().isDone()) {
        var _ = stage.whenComplete((value, error) -> runNext());
        return;
      }
      next = next();
    }
  }

  private void runNext() {
    Supplier<CompletionStage<?>> next = next();
    if (next != null) {
      run(next);
    }
  }

  private @Nullable Supplier<CompletionStage<?>> next() {
    synchronized (lock) {
      Supplier<CompletionStage<?>> next = queue.poll();
      if (next == null) {
        underWay--;
      }
      return next;
    }
  }
}
