/**
 * What may go wrong in a simulated run, under the numbers that the drills know it by.
 *
 * <p>Start at {@link dev.weir.chaos.sim.faults.Fault}. For one thread.
 */
@NullMarked
package dev.weir.chaos.sim.faults;

import org.jspecify.annotations.NullMarked;
