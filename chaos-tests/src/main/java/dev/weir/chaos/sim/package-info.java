/**
 * Runs whole regions in one thread, on time that is made up: the same seed, the same run.
 *
 * <p>Start at {@link dev.weir.chaos.sim.Simulation}. A run is for one thread; several may run side
 * by side.
 */
@NullMarked
package dev.weir.chaos.sim;

import org.jspecify.annotations.NullMarked;
