package dev.weir.node.store;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Refuses writes dated further ahead than clocks may drift: a far tombstone would silently eat
 * every later write to its row.
 */
public record Doomstones(InstantSource wall, Duration clockDrift) {

  private static final long MICROS_PER_MILLI = 1_000;

  public void refuse(MessageId id) {
    refuse(id.unixMicros(), "id " + id);
  }

  public void refuse(long atMicros) {
    refuse(atMicros, "time " + atMicros + " µs");
  }

  private void refuse(long micros, String what) {
    long aheadMillis = micros / MICROS_PER_MILLI - wall.millis();
    if (aheadMillis > clockDrift.toMillis()) {
      throw new WeirException(
          ErrorCode.TIMESTAMP_IN_FUTURE,
          "%s lies %d ms ahead of this node's clock; at most %d ms are allowed"
              .formatted(what, aheadMillis, clockDrift.toMillis()));
    }
  }
}
