/**
 * What sessions did and saw, operation by operation, to be judged afterwards.
 *
 * <p>Start at {@link dev.weir.chaos.history.RecordedHistory}, which any thread may add to; all else
 * is immutable.
 */
@NullMarked
package dev.weir.chaos.history;

import org.jspecify.annotations.NullMarked;
