/**
 * One answer for many: the words in which whoever gathers readers, and whoever sends answers, speak
 * of it.
 *
 * <p>Start at {@link dev.weir.node.sharing.Shared}. Any thread may call.
 */
@NullMarked
package dev.weir.node.sharing;

import org.jspecify.annotations.NullMarked;
