package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.database.DatabaseFailure.Kind;
import dev.weir.messages.Call;
import dev.weir.node.store.LeaseOutcome;
import dev.weir.node.store.LeaseRow;
import dev.weir.node.store.LeaseTable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The numbers of a region's workers, in its database: changed in one order as long as a quorum of
 * its replicas runs. A change that times out is made, or not, or later.
 */
public final class SimLeases implements LeaseTable {

  /** A lightweight transaction takes that many turns between replicas. */
  private static final int ROUNDS = 4;

  private final SimDatabase database;
  private final Statements statements;

  /** What a node's store is connected to. */
  public SimLeases(SimDatabase database, SimStore store) {
    this.database = database;
    this.statements = store.statements();
  }

  @Override
  public CompletionStage<LeaseOutcome> insert(int worker, LeaseRow wanted, Call call) {
    return change(worker, row -> row.isPresent() ? Optional.empty() : Optional.of(wanted), call);
  }

  @Override
  public CompletionStage<LeaseOutcome> take(int worker, LeaseRow last, LeaseRow wanted, Call call) {
    return change(
        worker,
        row -> row.equals(Optional.of(last)) ? Optional.of(wanted) : Optional.empty(),
        call);
  }

  @Override
  public CompletionStage<LeaseOutcome> renew(int worker, LeaseRow wanted, Call call) {
    return change(
        worker,
        row ->
            row.filter(own ->
                    own.holder().equals(wanted.holder())
                        && own.sinceMicros() <= wanted.sinceMicros()
                        && own.untilMicros() <= wanted.untilMicros())
                .map(own -> new LeaseRow(own.holder(), own.sinceMicros(), wanted.untilMicros())),
        call);
  }

  @Override
  public CompletionStage<Map<Integer, LeaseRow>> read(Call call) {
    return statements.change(
        call,
        (coordinator, reply) ->
            inOrder(
                coordinator,
                reply,
                () -> new TreeMap<>(database.registers(statements.region()).leases())));
  }

  private CompletionStage<LeaseOutcome> change(
      int worker, Function<Optional<LeaseRow>, Optional<LeaseRow>> rule, Call call) {
    return statements.change(
        call, (coordinator, reply) -> inOrder(coordinator, reply, () -> changed(worker, rule)));
  }

  private LeaseOutcome changed(int worker, Function<Optional<LeaseRow>, Optional<LeaseRow>> rule) {
    Map<Integer, LeaseRow> rows = database.registers(statements.region()).leases();
    Optional<LeaseRow> standing = Optional.ofNullable(rows.get(worker));
    Optional<LeaseRow> next = rule.apply(standing);
    next.ifPresent(row -> {
      standing
          .filter(last -> !last.holder().equals(row.holder()))
          .filter(last -> row.sinceMicros() < last.untilMicros())
          .ifPresent(last ->
              database
                  .registers(statements.region())
                  .shared()
                  .add("number %d: %s and %s".formatted(worker, last, row)));
      rows.put(worker, row);
    });
    return next.isPresent()
        ? new LeaseOutcome(true, Optional.empty())
        : new LeaseOutcome(false, standing);
  }

  private <T> void inOrder(Replica coordinator, Reply<T> reply, Supplier<T> work) {
    Ailments ailments = database.ailments(coordinator.region());
    long timeout = database.shape().writeTimeout().toNanos();
    int running = 0;
    int believed = 0;
    for (Replica each : database.replicas(coordinator.region())) {
      running += each.host().isRunning() ? 1 : 0;
      believed += database.gossip().believesUp(coordinator, each) ? 1 : 0;
    }
    if (believed < database.shape().quorum()) {
      reply.failed(Kind.UNAVAILABLE);
    } else if (running < database.shape().quorum() || ailments.writeTimeout.strikes()) {
      if (database.random().nextBoolean()) {
        database
            .agenda()
            .after(
                database.random().nextLong(2 * timeout),
                () -> {
                  var _ = work.get();
                });
      }
      coordinator.host().after(timeout, () -> reply.failed(Kind.TIMEOUT));
    } else {
      long rounds = ROUNDS * coordinator.workNanos(database.agenda().nanos());
      coordinator.host().after(rounds, () -> reply.done(work.get()));
    }
  }
}
