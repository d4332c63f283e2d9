/**
 * Drills between two regions: what callers notice when a database, the nodes of a region, or the
 * link between the regions fails, and what is there afterwards.
 *
 * <p>Start at {@link dev.weir.chaos.failover.FailoverBench}, then {@link
 * dev.weir.chaos.failover.Drill}. Everything blocks, and is for one thread; the load and the
 * watcher have threads of their own.
 */
@NullMarked
package dev.weir.chaos.failover;

import org.jspecify.annotations.NullMarked;
