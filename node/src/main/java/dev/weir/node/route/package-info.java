/**
 * Whose channel is it: requests go to their channel's owner, in one hop at most; and which channels
 * are hot.
 *
 * <p>Start at {@link dev.weir.node.route.Route}. Any thread may call; nothing blocks.
 */
@NullMarked
package dev.weir.node.route;

import org.jspecify.annotations.NullMarked;
