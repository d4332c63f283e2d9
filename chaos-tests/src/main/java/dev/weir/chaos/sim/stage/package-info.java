/**
 * Puts the production classes into a made-up world: nodes and clients on hosts, with that world's
 * time, chance, network, database and cluster.
 *
 * <p>Start at {@link dev.weir.chaos.sim.stage.Stage}. For one thread; nothing here blocks.
 */
@NullMarked
package dev.weir.chaos.sim.stage;

import org.jspecify.annotations.NullMarked;
