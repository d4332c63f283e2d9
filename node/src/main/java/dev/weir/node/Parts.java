package dev.weir.node;

import dev.weir.messages.HybridClock;
import dev.weir.messages.Ticker;
import dev.weir.node.orders.OrderBook;
import dev.weir.node.store.CqlStore;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a node's rooms are built on.
 *
 * @param links to the other regions
 * @param orders what operators have ordered of whole regions
 */
record Parts(
    CqlStore store,
    Membership membership,
    Links links,
    OrderBook orders,
    HybridClock clock,
    Ticker ticker,
    MeterRegistry registry) {}
