package dev.weir.client;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the requests under way and their bytes: what is too much is refused, never queued. */
final class InFlightLimit {

  private final ClientConfig.Limits limits;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  InFlightLimit(ClientConfig.Limits limits) {
    this.limits = limits;
  }

  /**
   * Counts one more.
   *
   * @throws WeirException TOO_MANY_REQUESTS; then nothing is counted
   */
  void enter(int size) {
    int entered = requests.incrementAndGet();
    long sum = bytes.addAndGet(size);
    if (entered > limits.inFlight() || sum > limits.bytesInFlight()) {
      leave(size);
      throw new WeirException(
          ErrorCode.TOO_MANY_REQUESTS,
          "%d requests of %d bytes are in flight, at most %d of %d"
              .formatted(entered - 1, sum - size, limits.inFlight(), limits.bytesInFlight()));
    }
  }

  void leave(int size) {
    requests.decrementAndGet();
    bytes.addAndGet(-size);
  }

  /** Requests under way. */
  int requests() {
    return requests.get();
  }
}
