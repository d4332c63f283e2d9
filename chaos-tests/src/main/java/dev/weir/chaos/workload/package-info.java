/**
 * Load that looks like chat, and what came of it.
 *
 * <p>Start at {@link dev.weir.chaos.workload.ChatLoad}. Requests are sent at a fixed rate by one
 * scheduler thread and are answered on the client's threads.
 */
@NullMarked
package dev.weir.chaos.workload;

import org.jspecify.annotations.NullMarked;
