package dev.weir.node.store;

import dev.weir.messages.MessageId;

/**
 * Ten days of a channel: what one partition of the messages table holds. Keeps partitions small
 * whatever the age of a channel.
 *
 * @param number days since 2015-01-01 divided by ten and rounded down; negative before 2015
 */
record Bucket(int number) implements Comparable<Bucket> {

  /** How long a bucket is. */
  static final long MILLIS = 10L * 24 * 60 * 60 * 1_000;

  private static final int TIME_SHIFT = 22;

  /** The bucket that an id belongs to. */
  static Bucket of(long id) {
    return new Bucket((int) Math.floorDiv(id >> TIME_SHIFT, MILLIS));
  }

  /** The bucket that a message belongs to. */
  static Bucket of(MessageId id) {
    return of(id.value());
  }

  /** The lowest id of the bucket. */
  long first() {
    return (number * MILLIS) << TIME_SHIFT;
  }

  /** The highest id of the bucket. */
  long last() {
    return (((number + 1) * MILLIS) << TIME_SHIFT) - 1;
  }

  /** When the next bucket begins, in milliseconds since 1970. */
  long endUnixMillis() {
    return (number + 1) * MILLIS + MessageId.EPOCH_MILLIS;
  }

  @Override
  public int compareTo(Bucket other) {
    return Integer.compare(number, other.number);
  }
}
