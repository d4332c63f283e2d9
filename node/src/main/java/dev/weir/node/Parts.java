package dev.weir.node;

import dev.weir.messages.HybridClock;
import dev.weir.messages.Ticker;
import dev.weir.node.orders.OrderBook;
import dev.weir.node.store.Store;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a node's rooms are built on.
 *
 * @param links to the other regions
 * @param orders what operators have ordered of whole regions
 */
record Parts(
    Footing footing, Membership membership, Links links, OrderBook orders, HybridClock clock) {

  Store store() {
    return footing.store();
  }

  Ticker ticker() {
    return footing.ticker();
  }

  MeterRegistry registry() {
    return footing.registry();
  }
}
