package dev.weir.node.coalesce;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much may be tried again: a tenth of what is tried at all, and a few tries on credit. So a
 * database that fails everybody gets no more than a tenth more to do, however many ask. The idea is
 * that of Finagle's retry budgets. Any thread.
 */
final class RetryBudget {

  /** A first try earns one of these, a repetition costs {@value #COST}. */
  private static final int COST = 10;

  private static final int MOST = 10 * COST;

  private final AtomicInteger balance = new AtomicInteger(MOST);

  /** Something was tried for the first time. */
  void tried() {
    balance.updateAndGet(before -> Math.min(MOST, before + 1));
  }

  /** Whether something may be tried again; that is paid for then. */
  boolean spend() {
    return balance.getAndUpdate(before -> before >= COST ? before - COST : before) >= COST;
  }
}
