package dev.weir.messages;

import java.time.Duration;

/**
 * A lease as it was given.
 *
 * @param left how long it may be used, counted by whoever asked, on the asker's own ticker, from
 *     before it asked
 */
public record WorkerGrant(WorkerLease lease, Duration left) {}
