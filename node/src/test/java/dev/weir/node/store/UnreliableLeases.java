package dev.weir.node.store;

import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * A table of leases in memory, as a database behind a bad network: changes are made late and in any
 * order, answers get lost, and what is read is old.
 */
final class UnreliableLeases implements LeaseTable {

  private final RandomGenerator random;
  private final Map<Integer, LeaseRow> rows = new HashMap<>();
  private final List<Runnable> underWay = new ArrayList<>();

  UnreliableLeases(RandomGenerator random) {
    this.random = random;
  }

  /** Has one of the things under way happen, if there is any. */
  void step() {
    if (!underWay.isEmpty()) {
      underWay.remove(random.nextInt(underWay.size())).run();
    }
  }

  @Override
  public CompletionStage<LeaseOutcome> insert(int worker, LeaseRow wanted, Call call) {
    return change(worker, (row, none) -> row.isEmpty() ? Optional.of(wanted) : none);
  }

  @Override
  public CompletionStage<LeaseOutcome> take(int worker, LeaseRow last, LeaseRow wanted, Call call) {
    return change(
        worker, (row, none) -> row.equals(Optional.of(last)) ? Optional.of(wanted) : none);
  }

  @Override
  public CompletionStage<LeaseOutcome> renew(int worker, LeaseRow wanted, Call call) {
    return change(
        worker,
        (row, none) ->
            row.filter(old -> old.holder().equals(wanted.holder()))
                .filter(old -> old.sinceMicros() <= wanted.sinceMicros())
                .filter(old -> old.untilMicros() <= wanted.untilMicros())
                .map(old -> new LeaseRow(old.holder(), old.sinceMicros(), wanted.untilMicros())));
  }

  @Override
  public CompletionStage<Map<Integer, LeaseRow>> read(Call call) {
    CompletableFuture<Map<Integer, LeaseRow>> answer = new CompletableFuture<>();
    Map<Integer, LeaseRow> read = Map.copyOf(rows);
    underWay.add(() -> answer.complete(read));
    return answer;
  }

  private CompletionStage<LeaseOutcome> change(
      int worker, BiFunction<Optional<LeaseRow>, Optional<LeaseRow>, Optional<LeaseRow>> change) {
    CompletableFuture<LeaseOutcome> answer = new CompletableFuture<>();
    underWay.add(() -> {
      Optional<LeaseRow> before = Optional.ofNullable(rows.get(worker));
      Optional<LeaseRow> after = change.apply(before, Optional.empty());
      after.ifPresent(row -> rows.put(worker, row));
      LeaseOutcome outcome =
          new LeaseOutcome(after.isPresent(), after.isPresent() ? Optional.empty() : before);
      underWay.add(() -> answer.complete(outcome));
    });
    if (random.nextInt(5) == 0) {
      underWay.add(() ->
          answer.completeExceptionally(
              new WeirException(ErrorCode.OUTCOME_UNKNOWN, "nobody knows")));
    }
    return answer;
  }
}
