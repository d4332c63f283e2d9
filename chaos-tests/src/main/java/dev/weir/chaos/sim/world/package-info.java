/**
 * The machine of a simulation: time, hosts with clocks of their own, and the network between them.
 *
 * <p>Start at {@link dev.weir.chaos.sim.world.Agenda}. For one thread; nothing here blocks.
 */
@NullMarked
package dev.weir.chaos.sim.world;

import org.jspecify.annotations.NullMarked;
