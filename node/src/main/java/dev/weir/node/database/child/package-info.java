/**
 * What runs inside a database's own process, around Cassandra.
 *
 * <p>Start at {@link dev.weir.node.database.child.DatabaseMain}. The classes here are copied into
 * the launcher jar and see Cassandra's class path, not Weir's: they use the JDK alone and reach
 * Cassandra by reflection, because Cassandra is not on the class path that compiles them.
 *
 * <p>Thread rule: one thread obeys the parent, one per request waits for a view of the cluster; all
 * are daemons and never keep the process alive.
 */
@NullMarked
package dev.weir.node.database.child;

import org.jspecify.annotations.NullMarked;
