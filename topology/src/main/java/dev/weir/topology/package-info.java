/**
 * Who holds what: regions, nodes, channels, and the table that cuts the channels into ranges and
 * gives each range an owner.
 *
 * <p>Start at {@link dev.weir.topology.RangeTable}. Values and pure functions only: no threads, no
 * I/O, no clock; everything is immutable and safe to share.
 */
@NullMarked
package dev.weir.topology;

import org.jspecify.annotations.NullMarked;
