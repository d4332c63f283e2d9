/**
 * What may be tried again in all, whichever room tries: one budget that the rooms of a node share.
 *
 * <p>One class: {@link dev.weir.node.budget.RetryBudget}. No locks; any thread.
 */
@NullMarked
package dev.weir.node.budget;

import org.jspecify.annotations.NullMarked;
