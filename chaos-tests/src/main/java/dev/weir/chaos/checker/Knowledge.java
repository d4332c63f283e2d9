package dev.weir.chaos.checker;

import java.util.Arrays;

/**
 * What one session knows of one channel: for each message that it has written, seen or been told
 * of, the newest version. Messages go by their place among the channel's messages; sorted, because
 * sessions learn mostly of the newest.
 */
final class Knowledge {

  static final int UNKNOWN = -1;
  private static final int INITIAL = 8;

  private int size;
  private int[] messages = new int[INITIAL];
  private int[] versions = new int[INITIAL];

  /** The operations that showed the versions, by their places. */
  private int[] operations = new int[INITIAL];

  /** When the session learned the versions. */
  private long[] sinceNanos = new long[INITIAL];

  boolean isEmpty() {
    return size == 0;
  }

  /** Where a message is, or {@link #UNKNOWN}. */
  int find(int message) {
    return Math.max(UNKNOWN, Arrays.binarySearch(messages, 0, size, message));
  }

  int size() {
    return size;
  }

  /** The place of the message that is known at one place here. */
  int message(int at) {
    return messages[at];
  }

  /** The first place here whose message is not before one. */
  int ceiling(int message) {
    int at = Arrays.binarySearch(messages, 0, size, message);
    return at < 0 ? -at - 1 : at;
  }

  int version(int at) {
    return versions[at];
  }

  int operation(int at) {
    return operations[at];
  }

  long sinceNanos(int at) {
    return sinceNanos[at];
  }

  /** Takes in a version, unless a newer one is known. */
  void learn(int message, int version, int operation, long nowNanos) {
    int at = Arrays.binarySearch(messages, 0, size, message);
    if (at < 0) {
      at = -at - 1;
      insert(at);
    } else if (versions[at] >= version) {
      return;
    }
    messages[at] = message;
    versions[at] = version;
    operations[at] = operation;
    sinceNanos[at] = nowNanos;
  }

  /** Takes in all that another session knows. */
  void learn(Knowledge other, long nowNanos) {
    if (size == 0 && other.size > 0) {
      size = other.size;
      messages = Arrays.copyOf(other.messages, size);
      versions = Arrays.copyOf(other.versions, size);
      operations = Arrays.copyOf(other.operations, size);
      sinceNanos = new long[size];
      Arrays.fill(sinceNanos, nowNanos);
      return;
    }
    for (int i = 0; i < other.size; i++) {
      learn(other.messages[i], other.versions[i], other.operations[i], nowNanos);
    }
  }

  private void insert(int at) {
    if (size == messages.length) {
      int room = size + size / 2 + 1;
      messages = Arrays.copyOf(messages, room);
      versions = Arrays.copyOf(versions, room);
      operations = Arrays.copyOf(operations, room);
      sinceNanos = Arrays.copyOf(sinceNanos, room);
    }
    System.arraycopy(messages, at, messages, at + 1, size - at);
    System.arraycopy(versions, at, versions, at + 1, size - at);
    System.arraycopy(operations, at, operations, at + 1, size - at);
    System.arraycopy(sinceNanos, at, sinceNanos, at + 1, size - at);
    size++;
  }
}
