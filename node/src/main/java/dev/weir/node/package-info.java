/**
 * A node as a whole: its configuration, and the order in which its parts start and stop.
 *
 * <p>Start at {@link dev.weir.node.Node}. The only package that knows all others, and the only one
 * that reads the system's clocks.
 */
@NullMarked
package dev.weir.node;

import org.jspecify.annotations.NullMarked;
