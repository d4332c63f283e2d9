/**
 * A node as a whole: its configuration, and the order in which its parts start and stop.
 *
 * <p>Start at {@link dev.weir.node.NodeCore}, which is a node but for its machine, then {@link
 * dev.weir.node.Node}, which gives it one. The only package that knows all others. No other starts
 * threads for what clients ask, and none reads the system's clocks: time, chance and threads are a
 * {@link dev.weir.node.Footing}.
 */
@NullMarked
package dev.weir.node;

import org.jspecify.annotations.NullMarked;
