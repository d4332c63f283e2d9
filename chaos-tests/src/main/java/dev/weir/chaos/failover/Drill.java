package dev.weir.chaos.failover;

import dev.weir.messages.Ticker;

/**
 * One way to harm two regions that serve, and what is asked of them then. A drill leaves healing
 * what it did not heal itself to who runs it.
 */
interface Drill {

  /** Blocks until it is over. */
  Finding run(TwoRegions regions, DrillPlan plan, Ticker ticker) throws InterruptedException;
}
