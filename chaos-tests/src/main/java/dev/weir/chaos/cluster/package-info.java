/**
 * Whole clusters as processes of this machine: databases and nodes, region by region.
 *
 * <p>Start at {@link dev.weir.chaos.cluster.Cluster}. Every process dies with the one that started
 * it. Starting and stopping blocks, and is for one thread; each process has a thread that reads its
 * output.
 */
@NullMarked
package dev.weir.chaos.cluster;

import org.jspecify.annotations.NullMarked;
