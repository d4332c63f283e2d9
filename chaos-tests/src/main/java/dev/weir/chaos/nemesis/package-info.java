/**
 * What is done to clusters to see whether they bear it.
 *
 * <p>{@link dev.weir.chaos.nemesis.Network} gives each node a network of its own and cuts it. Needs
 * Linux, root and iproute2; blocks; for one thread.
 */
@NullMarked
package dev.weir.chaos.nemesis;

import org.jspecify.annotations.NullMarked;
