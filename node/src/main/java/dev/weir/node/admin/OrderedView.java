package dev.weir.node.admin;

/**
 * What became of an order.
 *
 * @param order as it holds now
 * @param kept whether the database has it; if not, it is written once the database answers, and
 *     other regions hear of it all the same
 * @param explained the numbers that it rests on, in a line; empty if it rests on none
 */
public record OrderedView(String region, OrderView order, boolean kept, String explained) {}
