/**
 * A stand-in for one class of Apache Cassandra 5.0, which cannot be loaded on a JDK without a
 * security manager.
 *
 * <p>JDK 24 removed the security manager; Cassandra's {@code ThreadAwareSecurityManager} extends
 * it, and the daemon calls it while it starts. The class here has the same name and the members
 * that the daemon uses, and does nothing. The embedded database's launcher jar carries it in front
 * of Cassandra's jars; Weir's own process never loads it. What it would guard, user-defined
 * functions, is switched off in Cassandra by default and must stay so.
 *
 * <p>Start at {@link org.apache.cassandra.security.ThreadAwareSecurityManager}. No state, any
 * thread.
 */
@NullMarked
package org.apache.cassandra.security;

import org.jspecify.annotations.NullMarked;
