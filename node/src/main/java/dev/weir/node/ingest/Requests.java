package dev.weir.node.ingest;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Messages;
import dev.weir.messages.Request;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks the nodes, and repeats what may succeed later. Repeating is safe: an import's ids follow
 * from its source. A request that waits to be repeated keeps its thread, of which there are as many
 * as requests may be in flight: so a node in trouble is asked less.
 */
final class Requests {

  private final Messages messages;
  private final Supplier<Call> calls;
  private final Patience patience;
  private final RandomGenerator chance;
  private final CountDownLatch noRepeats = new CountDownLatch(1);
  private volatile boolean abandoned;

  Requests(Messages messages, Supplier<Call> calls, Patience patience, RandomGenerator chance) {
    this.messages = messages;
    this.calls = calls;
    this.patience = patience;
    this.chance = chance;
  }

  /** The answer. Blocks; throws the last failure when patience ends, others at once. */
  <A extends Answer> A ask(Request<A> request) {
    try {
      return askPatiently(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CLIENT_CLOSED, "the import was interrupted", e);
    }
  }

  /** What fails is not repeated from now on. */
  void stopRepeating() {
    noRepeats.countDown();
  }

  /** What is in flight is the last: all other requests fail from now on. */
  void abandon() {
    abandoned = true;
    stopRepeating();
  }

  private <A extends Answer> A askPatiently(Request<A> request) throws InterruptedException {
    if (abandoned) {
      throw new WeirException(ErrorCode.CLIENT_CLOSED, "the import is at its end");
    }
    for (int failures = 1; ; failures++) {
      try {
        return AnswerWait.await(request.ask(messages, calls.get()));
      } catch (WeirException failure) {
        Duration pause = patience.pause(failures, failure.retryAfter(), chance);
        if (!mayPass(failure.code())
            || failures >= patience.tries()
            || noRepeats.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          throw failure;
        }
      }
    }
  }

  private static boolean mayPass(ErrorCode code) {
    return code.isRetryable()
        || code == ErrorCode.OVERLOADED
        || code == ErrorCode.TOO_MANY_REQUESTS
        || code == ErrorCode.DEADLINE_EXCEEDED;
  }
}
