package dev.weir.node.ingest;

import dev.weir.messages.MessageId;
import java.time.Instant;

/** How far the import of one channel has come. Named by the reading thread alone. */
final class TrackedChannel {

  private static final int REGION = 0;

  private final NumberOrName name;
  private long lastMillis = Long.MIN_VALUE;
  private int sequence;

  /** Written by the thread that looks for stored messages: one at a time, see Importer. */
  private volatile long clearBelow = Long.MIN_VALUE;

  TrackedChannel(NumberOrName name) {
    this.name = name;
  }

  /** The id of the channel's next message, which no later line can change. */
  MessageId next(long millis) throws BadLine {
    if (millis < lastMillis) {
      throw new BadLine(
          "time goes back in channel %s, from %s to %s; sort the file by time"
              .formatted(name, Instant.ofEpochMilli(lastMillis), Instant.ofEpochMilli(millis)));
    }
    int next = millis == lastMillis ? sequence + 1 : 0;
    if (next > MessageId.MAX_SEQUENCE) {
      throw new BadLine(
          "channel %s has more than %,d messages at %s"
              .formatted(name, MessageId.MAX_SEQUENCE + 1, Instant.ofEpochMilli(millis)));
    }
    lastMillis = millis;
    sequence = next;
    return MessageId.of(millis, REGION, MessageId.IMPORT_WORKER, next);
  }

  long lastMillis() {
    return lastMillis;
  }

  /** Whether no stored message can be among ids up to {@code last} that were not asked for yet. */
  boolean isClearUpTo(MessageId last) {
    return last.value() < clearBelow;
  }

  /** Nothing is stored between the last message asked for and {@code id}. */
  void clearBelow(long id) {
    clearBelow = id;
  }
}
