package dev.weir.node.orders;

import java.util.concurrent.CompletionStage;

/** Where orders outlive the nodes. Does not block. */
public interface OrderTable {

  /** Every order that a quorum of this region's replicas knows. */
  CompletionStage<Orders> read();

  /** Keeps an order, unless a later one of its region is kept already. */
  CompletionStage<?> write(Order order);
}
