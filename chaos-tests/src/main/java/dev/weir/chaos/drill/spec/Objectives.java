package dev.weir.chaos.drill.spec;

import java.time.Duration;

/**
 * What callers may notice at worst, of requests that one region alone can serve.
 *
 * @param rto until all of them are answered again, and in less than {@code p99}
 * @param rpo for how long before the fault acknowledged writes may be missing elsewhere while the
 *     region is away; those that every region was to keep, never
 * @param errorPercent of the requests from the fault until the heal
 * @param p99 of those begun after the recovery, until the heal
 * @param stalePercent of the answers that may own up to lacking something
 */
public record Objectives(
    Duration rto, Duration rpo, double errorPercent, Duration p99, double stalePercent) {}
