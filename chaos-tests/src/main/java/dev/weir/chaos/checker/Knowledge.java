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

  /** The operations that showed the versions, by their places in the history. */
  private int[] operations = new int[INITIAL];

  /** When the session learned the versions. */
  private long[] sinceNanos = new long[INITIAL];

  /** Where a message is, or {@link #UNKNOWN}. */
  int find(int message) {
    return Math.max(UNKNOWN, Arrays.binarySearch(messages, 0, size, message));
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
    for (int i = 0; i < other.size; i++) {
      learn(other.messages[i], other.versions[i], other.operations[i], nowNanos);
    }
  }

  private void insert(int at) {
    if (size == messages.length) {
      int room = size + size / 2;
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
