package dev.weir.node.store;

import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerGrant;
import dev.weir.messages.WorkerLease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Leases the numbers of a region's workers, out of the region's database: no two holders ever have
 * a number for the same time.
 *
 * <p>A row says who has a number, since when and until when; it is changed by lightweight
 * transactions alone. With {@code now} the node's wall time before it asks, and {@code life} how
 * long a lease lasts, each change is one of three:
 *
 * <pre>
 *   insert   if there is no row                  holder, since = now, until = now + life
 *   take     if the row is as it was read,       holder, since = now, until = now + life
 *            and its until ≤ now
 *   renew    if the row is the holder's own,                          until = now + life
 *            its since ≤ now, its until ≤ now + life
 * </pre>
 *
 * <p>A grant is [now, now + life), or where the row was better than what a renewal would have made
 * of it, [since, until). So at any moment, for each number,
 *
 * <pre>
 *   since ≤ from and to ≤ until    for every grant [from, to) of the row's holder,
 *   to ≤ since                     for every grant of every holder before.
 * </pre>
 *
 * <p>The first, because since only changes with the holder, a renewal grants nothing before it, and
 * until never falls. The second, because a number is only taken at since = now ≥ until, and then by
 * the first line's to ≤ until ≤ since. No clock appears in this: clocks that are wrong make leases
 * start late, end early or not be had, but never overlap. Rows have no TTL, because one that
 * vanished by some clock would take this order with it; there are 511 at most.
 *
 * <p>A transaction that timed out may have been applied, even later: then the row says so, and the
 * holder is given it when it asks again; if it does not, the number is free after its time.
 */
public final class WorkerLeases {

  /** How long a lease lasts at least. */
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(5);

  /** Transactions at once, of this node: each costs the database ten times a write. */
  private static final int AT_ONCE = 8;

  private static final int WAITING = 1_024;

  /** Numbers tried for one request: each failure means that another node was faster. */
  private static final int TRIES = 8;

  private static final Duration HINT_AGE = Duration.ofSeconds(1);

  /** Not the deadline of whoever asked first: others wait for the same read. */
  private static final Duration HINT_PATIENCE = Duration.ofSeconds(10);

  private final int region;
  private final Duration life;
  private final InstantSource wall;
  private final Ticker ticker;
  private final LeaseTable table;
  private final KnownLeases known;
  private final Turns turns = new Turns(AT_ONCE, WAITING);

  /** Guards what follows. */
  private final Object hintLock = new Object();

  private CompletionStage<Void> hint = CompletableFuture.completedStage(null);
  private long hintNanos;

  /**
   * Leases of the numbers in {@code table}.
   *
   * @param region in message ids, 0 to 7: the numbers are of this region's database alone
   * @param life how long a lease lasts, see {@link #life}
   * @param wall the node's clock
   * @param ticker of the deadlines that requests bring
   * @param random chooses among free numbers
   */
  public WorkerLeases(
      LeaseTable table,
      int region,
      Duration life,
      InstantSource wall,
      Ticker ticker,
      RandomGenerator random) {
    this.table = table;
    this.region = region;
    this.life = life;
    this.wall = wall;
    this.ticker = ticker;
    this.known = new KnownLeases(random);
    this.hintNanos = ticker.nanos() - HINT_AGE.toNanos();
  }

  /**
   * How long leases should last where clocks differ by so much. A holder whose clock is ahead by
   * all of it has used that up when its lease begins; at half of the lease, when it is renewed,
   * there must be as much left again.
   */
  public static Duration life(Duration clockDrift) {
    Duration needed = clockDrift.multipliedBy(4);
    return needed.compareTo(SHORTEST_LIFE) > 0 ? needed : SHORTEST_LIFE;
  }

  /**
   * A number for a holder, the one that it has if possible.
   *
   * @param holder one process; two of the same name would be given the same number
   * @param kept the number that it has
   * @return fails with WORKERS_EXHAUSTED, OVERLOADED where others were faster each time, or as any
   *     write of the database
   */
  public CompletionStage<WorkerGrant> lease(UUID holder, OptionalInt kept, Deadline deadline) {
    Call call = Call.by(deadline);
    if (kept.isPresent()) {
      return renewed(holder, kept.getAsInt(), call);
    }
    return hint()
        .thenCompose(read -> {
          OptionalInt own = known.of(holder, nowMicros());
          return own.isPresent()
              ? renewed(holder, own.getAsInt(), call)
              : fresh(holder, call, TRIES);
        });
  }

  private CompletionStage<WorkerGrant> renewed(UUID holder, int worker, Call call) {
    if (worker < 0 || worker >= MessageId.IMPORT_WORKER) {
      return CompletableFuture.failedStage(
          WeirException.invalid("worker %d is nobody's to keep".formatted(worker)));
    }
    return turns
        .take(() -> {
          LeaseRow wanted = wanted(holder);
          return table
              .renew(worker, wanted, call)
              .thenApply(outcome -> granted(worker, wanted, outcome));
        })
        .thenCompose(grant ->
            grant.isPresent()
                ? timely(grant.get())
                : hint().thenCompose(read -> fresh(holder, call, TRIES)));
  }

  private CompletionStage<WorkerGrant> fresh(UUID holder, Call call, int tries) {
    if (tries == 0) {
      return CompletableFuture.failedStage(
          new WeirException(
              ErrorCode.OVERLOADED,
              "others were faster at %d numbers in a row".formatted(TRIES),
              HINT_AGE));
    }
    return turns
        .take(() -> tried(holder, call))
        .thenCompose(
            grant -> grant.isPresent() ? timely(grant.get()) : fresh(holder, call, tries - 1));
  }

  private CompletionStage<Optional<WorkerLease>> tried(UUID holder, Call call) {
    LeaseRow wanted = wanted(holder);
    Optional<KnownLeases.Free> free = known.tryFor(wanted.sinceMicros());
    if (free.isEmpty()) {
      return CompletableFuture.failedStage(
          new WeirException(
              ErrorCode.WORKERS_EXHAUSTED,
              "every number of region %d is leased".formatted(region)));
    }
    int worker = free.get().worker();
    return free.get()
        .last()
        .map(last -> table.take(worker, last, wanted, call))
        .orElseGet(() -> table.insert(worker, wanted, call))
        .thenApply(outcome -> granted(worker, wanted, outcome))
        .whenComplete((grant, error) -> known.done(worker));
  }

  private LeaseRow wanted(UUID holder) {
    long now = nowMicros();
    return new LeaseRow(holder, now, now + TimeUnit.NANOSECONDS.toMicros(life.toNanos()));
  }

  private Optional<WorkerLease> granted(int worker, LeaseRow wanted, LeaseOutcome outcome) {
    if (outcome.applied()) {
      known.saw(worker, wanted);
      return Optional.of(wanted.lease(region, worker));
    }
    if (outcome.standing().isEmpty()) {
      known.sawNone(worker);
      return Optional.empty();
    }
    LeaseRow row = outcome.standing().get();
    known.saw(worker, row);
    return row.holder().equals(wanted.holder()) && !row.isOver(wanted.sinceMicros())
        ? Optional.of(row.lease(region, worker))
        : Optional.empty();
  }

  /** What is left of a lease that was granted, unless the database took all of its time. */
  private CompletionStage<WorkerGrant> timely(WorkerLease lease) {
    Duration left =
        Duration.ofMillis(TimeUnit.MICROSECONDS.toMillis(lease.untilMicros() - nowMicros()));
    if (!left.isPositive()) {
      return CompletableFuture.failedStage(
          new WeirException(
              ErrorCode.OVERLOADED, "the lease was over when the database had granted it"));
    }
    return CompletableFuture.completedStage(
        new WorkerGrant(lease, left.compareTo(life) > 0 ? life : left));
  }

  /** Completes when what is known is a second old at most; one read for all who ask. */
  private CompletionStage<Void> hint() {
    CompletableFuture<Void> read = new CompletableFuture<>();
    synchronized (hintLock) {
      if (ticker.nanos() - hintNanos < HINT_AGE.toNanos()) {
        return hint;
      }
      hint = read;
      hintNanos = ticker.nanos();
    }
    var _ =
        table
            .read(Call.by(Deadline.in(HINT_PATIENCE, ticker)))
            .whenComplete((rows, error) -> {
              if (error == null) {
                learn(rows);
                read.complete(null);
              } else {
                read.completeExceptionally(error);
              }
            });
    return read;
  }

  private void learn(Map<Integer, LeaseRow> rows) {
    rows.forEach(known::saw);
  }

  private long nowMicros() {
    return TimeUnit.MILLISECONDS.toMicros(wall.millis());
  }
}
