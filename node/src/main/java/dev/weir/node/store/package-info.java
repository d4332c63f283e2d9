/**
 * Where messages are kept: in a Scylla or Cassandra cluster, or in memory.
 *
 * <p>Start at {@link dev.weir.node.store.CqlStore}; {@code HistoryReads} and {@code Walk} hold how
 * a page is read, {@code Appends} and {@code Deletions} how messages are written; one class per CQL
 * statement owns its prepared statement. {@link dev.weir.node.store.WorkerLeases} leases the
 * numbers that messages are named with. {@link dev.weir.node.store.InMemoryStore} is the same
 * contract in a few pages of plain Java, and the contract itself is {@code StoreContract} in the
 * test jar.
 *
 * <p>Threads: none of its own. Opening and closing a store block; everything else returns a stage,
 * which the driver's threads complete. What is done in the background (scrubbing, marking) hangs on
 * those threads as well, and is bounded.
 */
@NullMarked
package dev.weir.node.store;

import org.jspecify.annotations.NullMarked;
