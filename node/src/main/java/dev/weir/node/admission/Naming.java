package dev.weir.node.admission;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageId;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * Names messages for clients without a worker's number, after everything that the client has seen;
 * but no client's wrong clock drags the node's own into the future.
 */
public final class Naming implements LongFunction<MessageId> {

  private final HybridClock clock;
  private final MessageNamer namer;
  private final Duration drift;

  /**
   * Names by {@code namer}.
   *
   * @param clock the namer's
   * @param drift how far ahead of this node's wall time a client's clock may be
   */
  public Naming(HybridClock clock, MessageNamer namer, Duration drift) {
    this.clock = clock;
    this.namer = namer;
    this.drift = drift;
  }

  /**
   * A name that sorts after {@code seenMicros}.
   *
   * @throws WeirException {@code TIMESTAMP_IN_FUTURE}; {@code UNAVAILABLE} while the node has no
   *     lease of a number
   */
  @Override
  public MessageId apply(long seenMicros) {
    long aheadMicros = seenMicros - clock.wallMicros();
    if (aheadMicros > drift.toNanos() / 1_000) {
      throw new WeirException(
          ErrorCode.TIMESTAMP_IN_FUTURE,
          "the client's clock is %d ms ahead of this node's, %d ms are allowed"
              .formatted(aheadMicros / 1_000, drift.toMillis()));
    }
    clock.observe(seenMicros / 1_000 * 1_000 + 999);
    return namer
        .next()
        .orElseThrow(() ->
            new WeirException(
                ErrorCode.UNAVAILABLE,
                "this node has no worker's number to name messages with; another may"));
  }
}
