package dev.weir.node.store;

import dev.weir.messages.Message;
import java.util.ArrayList;
import java.util.List;

/** A page, or one side of it, while it fills: bounded in messages and in bytes of bodies. */
final class Filling {

  /** What became of a message that was offered. */
  enum Outcome {
    TAKEN,
    /** The page has as many messages as were asked for: one more exists. */
    FULL,
    /** The message would make the page too large for a frame. */
    TOO_LARGE
  }

  private final int limit;
  private final int maxBytes;
  private final List<Message> messages = new ArrayList<>();
  private long bytes;

  Filling(int limit, int maxBytes) {
    this.limit = limit;
    this.maxBytes = maxBytes;
  }

  /** Takes the message if it fits; the first one always does. */
  Outcome offer(Message message) {
    if (isFull()) {
      return Outcome.FULL;
    }
    int size = message.body().bytes();
    if (!messages.isEmpty() && bytes + size > maxBytes) {
      return Outcome.TOO_LARGE;
    }
    messages.add(message);
    bytes += size;
    return Outcome.TAKEN;
  }

  boolean isFull() {
    return messages.size() >= limit;
  }

  int missing() {
    return limit - messages.size();
  }

  /** In the order in which they were taken. */
  List<Message> messages() {
    return messages;
  }
}
