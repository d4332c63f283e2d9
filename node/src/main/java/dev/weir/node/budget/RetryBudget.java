package dev.weir.node.budget;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much may be tried again: a tenth of what is tried at all, and some tries on credit. So a
 * database that fails everybody gets no more than a tenth more to do, however many ask. The idea is
 * that of Finagle's retry budgets. Any thread; never blocks.
 */
public final class RetryBudget {

  /** A first try earns one of these, a repetition costs {@value #COST}. */
  private static final int COST = 10;

  private static final int MAX_CREDIT = 1_000_000;

  private final int most;
  private final AtomicInteger balance;
  private final LongAdder tried = new LongAdder();
  private final LongAdder spent = new LongAdder();

  /**
   * A budget whose credit is whole.
   *
   * @param credit tries that may be repeated at once, before first tries have earned any; 0 to
   *     1,000,000, and 0 is for nobody who may ever repeat any
   */
  public RetryBudget(int credit) {
    if (credit < 0 || credit > MAX_CREDIT) {
      throw new IllegalArgumentException("credit %d must be 0 to %d".formatted(credit, MAX_CREDIT));
    }
    most = credit * COST;
    balance = new AtomicInteger(most);
  }

  /** Something was tried for the first time. */
  public void tried() {
    tried.increment();
    int before = balance.get();
    while (before < most && !balance.compareAndSet(before, before + 1)) {
      before = balance.get();
    }
  }

  /** Whether something may be tried again; that is paid for then. */
  public boolean spend() {
    boolean paid = balance.getAndUpdate(before -> before >= COST ? before - COST : before) >= COST;
    if (paid) {
      spent.increment();
    }
    return paid;
  }

  /** How often something was tried for the first time, ever. */
  public long firstTries() {
    return tried.sum();
  }

  /** How often something was tried again, ever. */
  public long spent() {
    return spent.sum();
  }

  /** How many tries may be repeated now. */
  public int left() {
    return balance.get() / COST;
  }
}
