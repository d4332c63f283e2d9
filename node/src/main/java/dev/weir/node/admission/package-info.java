/**
 * Who may come in: deadlines, sizes, and how many requests at once.
 *
 * <p>Start at {@link dev.weir.node.admission.Admission}. No threads, no I/O; any thread may call.
 */
@NullMarked
package dev.weir.node.admission;

import org.jspecify.annotations.NullMarked;
