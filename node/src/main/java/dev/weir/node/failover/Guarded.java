package dev.weir.node.failover;

import dev.weir.messages.Room;
import dev.weir.topology.Region;

/**
 * A region behind its guards. Whoever is admitted settles once and leaves once, whatever happens:
 * settling tells the breakers, leaving gives the place in the bulkhead back. Any thread; never
 * blocks.
 */
sealed interface Guarded permits Home, Peer {

  Region region();

  Room room();

  /** Whether an attempt would probably be admitted now. */
  boolean isUsable();

  /** Asks bulkhead, then breaker. */
  Admittance enter(Nature nature);

  /** Tells the breakers how an attempt went. */
  void settle(Nature nature, Verdict verdict, long tookNanos, String why);

  /** Gives the place in the bulkhead back. */
  void leave(Nature nature);

  RegionStatus status();
}
