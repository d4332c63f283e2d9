/**
 * What becomes of writes that every region must keep while some regions are declared lost.
 *
 * <p>Start at {@link dev.weir.node.durability.EveryRegion}. No threads, no I/O; any thread may
 * call.
 */
@NullMarked
package dev.weir.node.durability;

import org.jspecify.annotations.NullMarked;
