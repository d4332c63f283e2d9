/**
 * The log's form: text for people, JSON for machines.
 *
 * <p>Start at {@link dev.weir.node.logs.Logs}. The only package that knows Logback. Called once, at
 * start.
 */
@NullMarked
package dev.weir.node.logs;

import org.jspecify.annotations.NullMarked;
