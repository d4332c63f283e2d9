/**
 * Drill files: what a drill does, to whom, for how long, and what is asked of callers meanwhile.
 *
 * <p>Start at {@link dev.weir.chaos.drill.spec.DrillSpec}. Values, read once by one thread; every
 * mistake of a file is told at once, as {@code CONFIG_INVALID}.
 */
@NullMarked
package dev.weir.chaos.drill.spec;

import org.jspecify.annotations.NullMarked;
