/**
 * How nodes form a cluster: the protocols that JGroups stacks, and what an operator decides of
 * them. Both clusters of a node are made of it: its region's, and the one between regions.
 *
 * <p>Start at {@link dev.weir.node.cluster.ClusterStack}. Without state; making a channel resolves
 * host names and so may block.
 */
@NullMarked
package dev.weir.node.cluster;

import org.jspecify.annotations.NullMarked;
