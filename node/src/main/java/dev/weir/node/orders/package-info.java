/**
 * What operators have ordered of whole regions: to send a region's requests away, or to count a
 * region as lost.
 *
 * <p>Start at {@link dev.weir.node.orders.OrderBook}. {@link dev.weir.node.orders.Order} and {@link
 * dev.weir.node.orders.Orders} are values, shared by those who keep them (the store), tell them to
 * other regions (the bridge) and obey them. Any thread; nothing blocks but {@link
 * dev.weir.node.orders.OrderBook#give}.
 */
@NullMarked
package dev.weir.node.orders;

import org.jspecify.annotations.NullMarked;
