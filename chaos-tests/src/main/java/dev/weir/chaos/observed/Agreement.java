package dev.weir.chaos.observed;

import java.util.OptionalLong;

/**
 * Whether all members of a region came to serve by the same range table (I18).
 *
 * @param region its name
 * @param viewNanos when the last view or merge was told to the last member
 * @param agreedNanos from when on all members had the same table; empty if they never had
 * @param untilNanos up to when somebody looked
 */
public record Agreement(String region, long viewNanos, OptionalLong agreedNanos, long untilNanos) {}
