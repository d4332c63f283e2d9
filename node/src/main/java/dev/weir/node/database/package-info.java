/**
 * The embedded database: real Apache Cassandra nodes as child processes, for the demo, the drills
 * and the tests. It speaks the CQL that Scylla speaks; it is not a way to run a production
 * database.
 *
 * <p>Start at {@link dev.weir.node.database.EmbeddedCassandra}. Each member is one JVM with a class
 * path of its own ({@link dev.weir.node.database.Installation}); what runs in there around
 * Cassandra is in the {@code child} package. No CQL driver here: a cluster is ready when each
 * member says over a pipe that it sees all others.
 *
 * <p>Thread rule: {@code start}, {@code stop}, {@code kill}, {@code restart} and {@code close}
 * block and are called by one thread at a time; {@code pid} and {@code contactPoints} by any. One
 * daemon thread per member reads its reports.
 */
@NullMarked
package dev.weir.node.database;

import org.jspecify.annotations.NullMarked;
