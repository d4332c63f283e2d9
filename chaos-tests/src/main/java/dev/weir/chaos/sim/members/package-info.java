/**
 * The cluster of a region's nodes, made up: who sees whom, when, and a map that they share, whose
 * copies are stale and differ.
 *
 * <p>Start at {@link dev.weir.chaos.sim.members.RegionGroup}. For one thread; nothing here blocks.
 */
@NullMarked
package dev.weir.chaos.sim.members;

import org.jspecify.annotations.NullMarked;
