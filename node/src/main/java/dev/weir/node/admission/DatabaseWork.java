package dev.weir.node.admission;

import dev.weir.messages.Answer;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Call;
import dev.weir.messages.Channels;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.admission.AdmissionEvents.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives the database no more at once than it can take: what is less precious is refused first, and
 * what came suddenly from another region enters by steps. There is no queue: a request is begun at
 * once or refused at once, with a hint when to come back, because one that waits in a full node
 * takes the time of one that need not.
 *
 * <p>Measures the work behind it, so it stands where nothing is behind but this region's database.
 */
public final class DatabaseWork implements Room {

  private final Room next;
  private final WorkLimit limit;
  private final Ramp ramp = new Ramp(Priority.OTHER_REGION.part());
  private final BackOff backOff;
  private final Ticker ticker;
  private final AdmissionEvents events;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicIntegerArray byPriority = new AtomicIntegerArray(Priority.values().length);

  /**
   * A room before {@code next}.
   *
   * @param timeout after which the database is not waited for: the measure of what is slow
   * @param random for any thread
   */
  public DatabaseWork(
      Room next,
      AdmissionLimits limits,
      Duration timeout,
      Ticker ticker,
      RandomGenerator random,
      AdmissionEvents events) {
    this.next = next;
    this.limit =
        limits.adaptive()
            ? new AdaptiveLimit(limits.leastInFlight(), limits.inFlight(), timeout)
            : new WorkLimit.Fixed(limits.inFlight());
    this.backOff = new BackOff(random);
    this.ticker = ticker;
    this.events = events;
  }

  /** Requests that may be under way now. */
  public int limit() {
    return limit.now();
  }

  /** Requests under way now. */
  public int count() {
    return inFlight.get();
  }

  /** Of these, of this priority. */
  public int count(Priority priority) {
    return byPriority.get(priority.ordinal());
  }

  /** The part of the latest requests that was refused, 0 to 1, over about half a second. */
  public double pressure() {
    return backOff.pressure();
  }

  /** The part of the limit that requests of other regions may take now, above 0 and up to 1. */
  public double ramp() {
    return ramp.share();
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    Priority priority = Priority.of(request, call);
    long begunNanos = ticker.nanos();
    int most = limit.now();
    int count = inFlight.incrementAndGet();
    int alike = byPriority.incrementAndGet(priority.ordinal());
    Optional<Reason> refusal = refusal(priority, begunNanos, count, alike, most);
    backOff.decided(begunNanos, refusal.isEmpty());
    if (refusal.isPresent()) {
      leave(priority);
      events.refused(priority, refusal.get());
      return CompletableFuture.failedFuture(overloaded(count - 1, most));
    }
    boolean measured = measures(request, call);
    return next.pass(request, call)
        .whenComplete((served, failure) -> {
          leave(priority);
          if (measured) {
            learn(begunNanos, count, failure);
          }
        });
  }

  private Optional<Reason> refusal(
      Priority priority, long nowNanos, int count, int alike, int most) {
    if (priority == Priority.OTHER_REGION && !ramp.admits(nowNanos, alike - 1, most)) {
      return Optional.of(Reason.RAMP);
    }
    if (count > most) {
      return Optional.of(Reason.LIMIT);
    }
    return count > priority.partOf(most) ? Optional.of(Reason.PART) : Optional.empty();
  }

  private WeirException overloaded(int underWay, int most) {
    return new WeirException(
        ErrorCode.OVERLOADED,
        "%d requests are at the database, which takes %d now, and of this kind no more"
            .formatted(underWay, most),
        backOff.hint());
  }

  private void leave(Priority priority) {
    byPriority.decrementAndGet(priority.ordinal());
    inFlight.decrementAndGet();
  }

  /** Whether a request takes long only if the database is busy: not by its size or way. */
  private static boolean measures(Request<?> request, Call call) {
    return !(request instanceof Channels
            || request instanceof AppendAll
            || request instanceof DeleteBulk)
        && call.level() != ReadLevel.STRONG
        && call.durability().filter(Durability.EVERY_REGION::equals).isEmpty();
  }

  private void learn(long begunNanos, int count, @Nullable Throwable failure) {
    long nowNanos = ticker.nanos();
    if (failure == null) {
      limit.answered(nowNanos, nowNanos - begunNanos, count);
      return;
    }
    switch (WeirException.of(failure).code()) {
      case DEADLINE_EXCEEDED, UNAVAILABLE, OUTCOME_UNKNOWN ->
          limit.unanswered(nowNanos, nowNanos - begunNanos, count);
      default -> {}
    }
  }
}
