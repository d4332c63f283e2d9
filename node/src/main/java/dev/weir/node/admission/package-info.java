/**
 * Who may come in: deadlines, sizes, how many requests at once, and who first when not all can.
 *
 * <p>Start at {@link dev.weir.node.admission.Admission}, for overload at {@link
 * dev.weir.node.admission.DatabaseWork}. The only package that knows Netflix' concurrency-limits.
 * No threads, no I/O; any thread may call.
 */
@NullMarked
package dev.weir.node.admission;

import org.jspecify.annotations.NullMarked;
