package dev.weir.node.store;

import dev.weir.messages.Deadline;
import dev.weir.messages.Messages;
import dev.weir.messages.ReadLevel;
import java.util.concurrent.CompletionStage;

/** Messages in a region's database, and how that database fares. */
public interface Store extends Messages {

  /**
   * Asks a quorum of the region for one small row, to see whether it answers. Does not block. Fails
   * as a read does: UNAVAILABLE, OVERLOADED, DEADLINE_EXCEEDED.
   */
  CompletionStage<?> probe(Deadline deadline);

  /**
   * Whether there are replicas in several data centres, so that what one of them acknowledged may
   * be missing in another for a while. Does not block; may change while the store is open.
   */
  boolean spansRegions();

  /**
   * The consistency at which a read of this level would be done now, by its name in CQL, for
   * explanations. Does not block.
   */
  String consistency(ReadLevel level);

  /** Database nodes of the region that a connection stands to: none means that nothing works. */
  long connectedNodes();
}
