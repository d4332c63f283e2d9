/**
 * What a run tells beside the history of its operations, to be judged with it.
 *
 * <p>Start at {@link dev.weir.chaos.observed.Observations}, which any thread may add to; all else
 * is immutable. Times are in nanoseconds on the ticker that stamps the history.
 */
@NullMarked
package dev.weir.chaos.observed;

import org.jspecify.annotations.NullMarked;
