/**
 * Load that looks like chat, and what came of it: latencies, or a history to be checked.
 *
 * <p>{@link dev.weir.chaos.workload.ChatLoad} is for how fast, {@link
 * dev.weir.chaos.workload.SessionLoad} for whether it is right. The first sends at a fixed rate by
 * one scheduler thread, the second as its sessions are answered; both are answered on the client's
 * threads.
 */
@NullMarked
package dev.weir.chaos.workload;

import org.jspecify.annotations.NullMarked;
