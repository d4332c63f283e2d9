package dev.weir.node.failover;

import dev.weir.messages.Deadline;
import java.util.concurrent.CompletionStage;

/** Asks a region's database something small, to see whether it answers. */
@FunctionalInterface
public interface Probe {

  /** Never blocks; fails, in the stage, if the database did not answer by {@code deadline}. */
  CompletionStage<?> probe(Deadline deadline);
}
