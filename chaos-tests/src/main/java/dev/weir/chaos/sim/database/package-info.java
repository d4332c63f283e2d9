/**
 * A database of several regions, made up: replicas that each have rows of their own, the last write
 * of a cell wins, coordinators ask as many as a level takes, and what was missed is hinted.
 *
 * <p>Start at {@link dev.weir.chaos.sim.database.SimDatabase} and {@link
 * dev.weir.chaos.sim.database.SimStore}. For one thread; nothing here blocks.
 */
@NullMarked
package dev.weir.chaos.sim.database;

import org.jspecify.annotations.NullMarked;
