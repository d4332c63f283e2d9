package dev.weir.node.store;

import dev.weir.messages.Call;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The rows of one region's numbers, and the three ways to change them: each atomic, in one order
 * for each number. A stage that fails leaves it open whether, and when, the change is made.
 */
public interface LeaseTable {

  /** Writes a row where there is none. */
  CompletionStage<LeaseOutcome> insert(int worker, LeaseRow wanted, Call call);

  /** Writes a row over one that is as it was read. */
  CompletionStage<LeaseOutcome> take(int worker, LeaseRow last, LeaseRow wanted, Call call);

  /**
   * Moves the end of the holder's own row, unless it began after {@code wanted} or ends after it.
   */
  CompletionStage<LeaseOutcome> renew(int worker, LeaseRow wanted, Call call);

  /** Every row there is, perhaps out of date. */
  CompletionStage<Map<Integer, LeaseRow>> read(Call call);
}
