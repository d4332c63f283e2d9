/**
 * Flights, fences and tokens: identical and overlapping reads that are under way share one query,
 * and nobody sees less than he is entitled to. {@code docs/design/flights.md} states the rules.
 *
 * <p>Start at {@link dev.weir.node.coalesce.Coalescer}. No threads, clocks or library of its own;
 * any thread may call. Locks guard a few fields of some channels for less than a microsecond, and
 * are held over no call to anybody else.
 */
@NullMarked
package dev.weir.node.coalesce;

import org.jspecify.annotations.NullMarked;
