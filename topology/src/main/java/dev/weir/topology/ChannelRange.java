package dev.weir.topology;

/**
 * One of {@code count} equal parts of the hashed channel space: the unit that nodes own and hand
 * over.
 *
 * <p>A channel with hash {@code h} lies in range {@code ((h >>> 32) * count) >>> 32}: the upper
 * half of the hash, scaled (Lemire's multiply-shift). For a power of two these are the hash's top
 * bits.
 *
 * @param index 0 to {@code count - 1}
 * @param count how many ranges the space is cut into, 1 to {@value #MAX_COUNT}
 */
public record ChannelRange(int index, int count) {

  /** How many ranges there are unless an operator chose another number. */
  public static final int DEFAULT_COUNT = 4_096;

  /** The finest cut: a table of this size still plans and travels in milliseconds. */
  public static final int MAX_COUNT = 65_536;

  public ChannelRange {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException("%d ranges: use 1 to %d".formatted(count, MAX_COUNT));
    }
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("range %d of %d does not exist".formatted(index, count));
    }
  }

  /** The range that a channel lies in when the space is cut into {@code count}. */
  public static ChannelRange of(ChannelId channel, int count) {
    return new ChannelRange(indexOf(channel, count), count);
  }

  /** The index of {@link #of}, without an object: for the hot path. */
  public static int indexOf(ChannelId channel, int count) {
    return (int) (((channel.hash() >>> 32) * count) >>> 32);
  }

  /** Whether the channel lies in this range. */
  public boolean contains(ChannelId channel) {
    return indexOf(channel, count) == index;
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
