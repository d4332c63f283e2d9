/**
 * The door: connections, frames, limits, drain.
 *
 * <p>Start at {@link dev.weir.node.server.Door}, then {@link dev.weir.node.server.Connection}. The
 * bytes come through sockets, {@link dev.weir.node.server.WeirServer}, or by hand, {@link
 * dev.weir.node.server.HandFedServer}; both lead through the same pipeline. The only package that
 * knows Netty. A connection lives on one event loop; everything in it is touched by that thread
 * alone, and nothing there blocks.
 */
@NullMarked
package dev.weir.node.server;

import org.jspecify.annotations.NullMarked;
