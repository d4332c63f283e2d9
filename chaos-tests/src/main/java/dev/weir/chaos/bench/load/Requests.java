package dev.weir.chaos.bench.load;

import java.util.concurrent.CompletionStage;

/** What a load sends. */
@FunctionalInterface
public interface Requests {

  /**
   * Sends one; does not block.
   *
   * @param number how many were sent before, by the same load
   */
  CompletionStage<?> send(long number);
}
