/**
 * {@code weir drill}: harms a cluster on purpose, under load, and judges what callers noticed.
 *
 * <p>Start at {@link dev.weir.chaos.drill.DrillRun}: lint and capacity, preconditions, baseline,
 * fault, hold, heal, return, sweep, report. One thread runs it; the load, the counters and the
 * watcher of breakers have threads of their own.
 */
@NullMarked
package dev.weir.chaos.drill;

import org.jspecify.annotations.NullMarked;
