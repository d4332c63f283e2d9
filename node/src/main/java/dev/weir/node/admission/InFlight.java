package dev.weir.node.admission;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the work of a node: requests that were sent to the database or to another node and are not
 * answered yet. Whoever only waits for another's read is no work and is bounded elsewhere.
 */
public final class InFlight implements Room {

  /** How long an overloaded node asks to be left alone. */
  static final Duration BACK_OFF = Duration.ofMillis(100);

  private final Room next;
  private final int most;
  private final AtomicInteger inFlight = new AtomicInteger();

  /** A room before {@code next} that takes so many requests at once. */
  public InFlight(Room next, int most) {
    this.next = next;
    this.most = most;
  }

  /** Requests under way now. */
  public int count() {
    return inFlight.get();
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    if (inFlight.incrementAndGet() > most) {
      inFlight.decrementAndGet();
      return CompletableFuture.failedFuture(
          new WeirException(
              ErrorCode.OVERLOADED,
              "%d requests are in flight, as many as this node takes".formatted(most),
              BACK_OFF));
    }
    return next.pass(request, call).whenComplete((served, failure) -> inFlight.decrementAndGet());
  }
}
