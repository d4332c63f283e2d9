/**
 * Judges recorded histories, and what was seen beside: is anything there that was promised never to
 * be?
 *
 * <p>Start at {@link dev.weir.chaos.checker.Checkers}, which has every invariant, or at {@link
 * dev.weir.chaos.checker.SessionChecker}, which has those that histories of sessions tell by
 * themselves. For one thread.
 */
@NullMarked
package dev.weir.chaos.checker;

import org.jspecify.annotations.NullMarked;
