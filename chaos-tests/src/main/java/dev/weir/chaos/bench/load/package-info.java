/**
 * Load, and what it costs: so many at once, or so many a second; times, errors, and what each
 * process used of the processors.
 *
 * <p>Start at {@link dev.weir.chaos.bench.load.Rounds}. Blocks its caller for as long as it
 * measures; requests may end on any thread.
 */
@NullMarked
package dev.weir.chaos.bench.load;

import org.jspecify.annotations.NullMarked;
