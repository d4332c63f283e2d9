package dev.weir.node.store;

import dev.weir.messages.Call;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A region's numbers in its database. */
final class CqlLeases implements LeaseTable {

  private final int region;
  private final InsertLease insert;
  private final TakeLease take;
  private final RenewLease renew;
  private final SelectLeases select;

  /** Blocks: prepares statements. */
  CqlLeases(Database database, int region) {
    this.region = region;
    this.insert = new InsertLease(database);
    this.take = new TakeLease(database);
    this.renew = new RenewLease(database);
    this.select = new SelectLeases(database);
  }

  @Override
  public CompletionStage<LeaseOutcome> insert(int worker, LeaseRow wanted, Call call) {
    return insert.ask(region, worker, wanted, call);
  }

  @Override
  public CompletionStage<LeaseOutcome> take(int worker, LeaseRow last, LeaseRow wanted, Call call) {
    return take.ask(region, worker, last, wanted, call);
  }

  @Override
  public CompletionStage<LeaseOutcome> renew(int worker, LeaseRow wanted, Call call) {
    return renew.ask(region, worker, wanted, call);
  }

  @Override
  public CompletionStage<Map<Integer, LeaseRow>> read(Call call) {
    return select.ask(region, call);
  }
}
