/**
 * What a user would pick instead of Weir, well made.
 *
 * <p>Start at {@link dev.weir.chaos.bench.rival.BareDriver}. Nothing but opening and closing
 * blocks; for any thread.
 */
@NullMarked
package dev.weir.chaos.bench.rival;

import org.jspecify.annotations.NullMarked;
