package dev.weir.chaos.workload;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** When the sessions of a load go on. */
@FunctionalInterface
public interface Pacing {

  /** Has a task run, which never blocks, after a while that may be zero. */
  void after(Duration delay, Runnable task);

  /** By the machine's clock, on an executor's threads. */
  static Pacing on(Executor executor) {
    return (delay, task) -> {
      if (delay.isZero()) {
        executor.execute(task);
      } else {
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, executor)
            .execute(task);
      }
    };
  }
}
