package dev.weir.chaos.sim.database;

import dev.weir.node.orders.Order;
import dev.weir.node.store.LeaseRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a region's database keeps beside messages, each of it changed in one order. */
final class Registers {

  private final Map<Integer, LeaseRow> leases = new TreeMap<>();
  private final List<String> shared = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();

  /** The rows of the region's numbers, to be changed in place. */
  Map<Integer, LeaseRow> leases() {
    return leases;
  }

  /** Numbers that two holders had for the same time, for people. */
  List<String> shared() {
    return shared;
  }

  /** The orders that were written here, or arrived from elsewhere. */
  List<Order> orders() {
    return orders;
  }
}
