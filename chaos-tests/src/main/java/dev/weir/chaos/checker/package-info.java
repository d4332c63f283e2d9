/**
 * Judges recorded histories: is there a pair of operations that contradict each other?
 *
 * <p>Start at {@link dev.weir.chaos.checker.SessionChecker}. For one thread.
 */
@NullMarked
package dev.weir.chaos.checker;

import org.jspecify.annotations.NullMarked;
