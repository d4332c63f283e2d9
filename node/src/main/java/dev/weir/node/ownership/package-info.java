/**
 * Who owns which range of channels in this node's region.
 *
 * <p>The nodes of a region form a JGroups cluster. The table of owners and a card of each node lie
 * in a replicated Infinispan map; the coordinator plans the table, everybody adopts the newest one.
 * Start at {@link dev.weir.node.ownership.Ownership}; what decides is {@code OwnershipMachine},
 * which does no I/O and has no clock; what does the I/O is {@code InfinispanMap}.
 *
 * <p>One thread runs the machine and looks at the map, another writes to it, because a write waits
 * while a dead member is not yet suspected. Nothing here is on the way of a request: those read one
 * volatile table.
 */
@NullMarked
package dev.weir.node.ownership;

import org.jspecify.annotations.NullMarked;
