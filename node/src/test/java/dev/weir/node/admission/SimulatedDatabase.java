package dev.weir.node.admission;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * A database in virtual time: so many servers before one queue that knows no end, and work that it
 * goes on with when its caller has given up, as real ones do.
 */
final class SimulatedDatabase implements Room {

  static final long TIMEOUT_NANOS = 1_000_000_000L;

  private record Event(long atNanos, long order, Runnable what) {}

  private final int servers;
  private final double serviceNanos;
  private final RandomGenerator random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>((one, other) ->
          one.atNanos == other.atNanos
              ? Long.compare(one.order, other.order)
              : Long.compare(one.atNanos, other.atNanos));
  private final Queue<CompletableFuture<Found>> waiting = new ArrayDeque<>();
  private long nowNanos;
  private long order;
  private int busy;

  /** A database whose work takes times with a long tail around a mean. */
  SimulatedDatabase(int servers, double serviceNanos, RandomGenerator random) {
    this.servers = servers;
    this.serviceNanos = serviceNanos;
    this.random = random;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** Has something done in some time from now. */
  void after(double nanos, Runnable what) {
    events.add(new Event(nowNanos + (long) nanos, order++, what));
  }

  /** Lets time pass, and happen what is due. */
  void pass(double seconds) {
    long end = nowNanos + (long) (seconds * 1e9);
    while (!events.isEmpty() && events.peek().atNanos <= end) {
      Event event = events.remove();
      nowNanos = event.atNanos;
      event.what.run();
    }
    nowNanos = end;
  }

  @Override
  @SuppressWarnings("unchecked") // Every request is a Get.
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    CompletableFuture<Found> work = new CompletableFuture<>();
    after(
        TIMEOUT_NANOS,
        () ->
            work.completeExceptionally(
                new WeirException(ErrorCode.UNAVAILABLE, "the database timed out")));
    if (busy < servers) {
      busy++;
      serve(work);
    } else {
      waiting.add(work);
    }
    return work.thenApply(found -> Served.of((A) found, Receipt.NONE));
  }

  private void serve(CompletableFuture<Found> work) {
    double nanos = serviceNanos * Math.exp(random.nextGaussian() - 0.5);
    after(
        nanos,
        () -> {
          CompletableFuture<Found> following = waiting.poll();
          if (following == null) {
            busy--;
          } else {
            serve(following);
          }
          work.complete(new Found(Optional.empty()));
        });
  }
}
