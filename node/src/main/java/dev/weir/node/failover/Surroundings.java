package dev.weir.node.failover;

import dev.weir.messages.Ticker;
import dev.weir.node.budget.RetryBudget;
import java.util.List;
import java.util.Set;

/**
 * What all journeys of a node share.
 *
 * @param peers in the order in which they stand in
 * @param underWay every journey without an outcome, which may be looked at
 */
record Surroundings(
    Home home,
    List<Peer> peers,
    FailoverSettings settings,
    RetryBudget budget,
    Ticker ticker,
    FailoverEvents events,
    Set<Journey<?>> underWay) {}
