package dev.weir.messages;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a process's lease of a worker's number: asks for one, asks again at half of its time, and
 * after a failure again and again, ever more slowly. Clients and nodes keep theirs alike.
 *
 * <pre>
 *   asking ──granted──► holding, for half of what is left ──► asking, to keep it ──► …
 *     │  ▲
 *   failed, or too late to be of use
 *     ▼  │
 *   pausing: 0 to 1 s, to 2 s, to 4 s … to 30 s, at random
 * </pre>
 *
 * <p>That a lease ends is not this class's care: {@link MessageNamer} refuses by itself.
 *
 * <p>Everything but {@link #start} runs where {@link Later} runs its tasks, one at a time.
 */
public final class LeaseKeeper {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MAX_DOUBLINGS = 5;

  /** However short a lease is, and however many were useless: no hot loop. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

  /** Gives leases; fails with a {@link WeirException}. */
  @FunctionalInterface
  public interface Lessor {

    /**
     * A lease for {@code holder}; its stage may complete anywhere, but must.
     *
     * @param kept the number that is to be kept
     */
    CompletionStage<WorkerGrant> lease(UUID holder, OptionalInt kept);
  }

  /** Runs tasks later, one at a time. */
  @FunctionalInterface
  public interface Later {
    void after(Duration delay, Runnable task);
  }

  private final UUID holder;
  private final MessageNamer namer;
  private final Lessor lessor;
  private final Later later;
  private final Ticker ticker;
  private final RandomGenerator random;
  private final CompletableFuture<WorkerLease> first = new CompletableFuture<>();
  private int failures;

  /**
   * Asks for nothing yet.
   *
   * @param holder this process, and no other: two of the same name would share their numbers
   * @param namer gets each lease
   */
  public LeaseKeeper(
      UUID holder,
      MessageNamer namer,
      Lessor lessor,
      Later later,
      Ticker ticker,
      RandomGenerator random) {
    this.holder = holder;
    this.namer = namer;
    this.lessor = lessor;
    this.later = later;
    this.ticker = ticker;
    this.random = random;
  }

  /** Begins; call it once. The stage completes when the first lease is held. */
  public CompletableFuture<WorkerLease> start() {
    ask();
    return first;
  }

  private void ask() {
    Optional<WorkerLease> kept = namer.lease();
    // Before the question, not after the answer: however long the answer took, the lease ends no
    // later here than where it was given.
    long askedNanos = ticker.nanos();
    CompletionStage<WorkerGrant> unused =
        lessor
            .lease(
                holder,
                kept.map(lease -> OptionalInt.of(lease.worker())).orElseGet(OptionalInt::empty))
            .whenComplete((grant, failure) ->
                later.after(Duration.ZERO, () -> answered(askedNanos, grant, failure)));
  }

  private void answered(long askedNanos, @Nullable WorkerGrant grant, @Nullable Throwable failure) {
    if (grant == null) {
      pause(failure == null ? Duration.ZERO : WeirException.of(failure).retryAfter());
      return;
    }
    Deadline end = new Deadline(askedNanos + grant.left().toNanos());
    if (end.hasPassed(ticker)) {
      pause(Duration.ZERO);
      return;
    }
    failures = 0;
    namer.hold(grant.lease(), end);
    first.complete(grant.lease());
    long halfNanos = askedNanos + grant.left().toNanos() / 2 - ticker.nanos();
    later.after(atLeast(SHORTEST_PAUSE, Duration.ofNanos(halfNanos)), this::ask);
  }

  private void pause(Duration hint) {
    long bound = FIRST_PAUSE.toNanos() << Math.min(failures, MAX_DOUBLINGS);
    failures++;
    long nanos = random.nextLong(Math.min(bound, LONGEST_PAUSE.toNanos()) + 1);
    later.after(atLeast(SHORTEST_PAUSE, atLeast(hint, Duration.ofNanos(nanos))), this::ask);
  }

  private static Duration atLeast(Duration least, Duration other) {
    return other.compareTo(least) > 0 ? other : least;
  }
}
