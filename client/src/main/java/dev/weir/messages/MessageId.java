package dev.weir.messages;

import java.time.Instant;

/**
 * A message's name and place: a 64-bit snowflake as Discord's, ordered by time.
 *
 * <pre>
 *  63                                        22 21   19 18        10 9          0
 * ┌────────────────────────────────────────────┬───────┬────────────┬────────────┐
 * │ ms since 2015-01-01T00:00Z (signed)        │region │   worker   │  sequence  │
 * └────────────────────────────────────────────┴───────┴────────────┴────────────┘
 * </pre>
 *
 * <p>Messages older than 2015 have negative ids; ids compare as signed numbers. An id dates from
 * 1970 at the earliest, because its time in microseconds is also the write's timestamp.
 */
public record MessageId(long value) implements Comparable<MessageId> {

  /** 2015-01-01T00:00Z in milliseconds of the Unix epoch. */
  public static final long EPOCH_MILLIS = 1_420_070_400_000L;

  /** Regions are numbered 0 to 7. */
  public static final int MAX_REGION = 7;

  /** Workers of a region are numbered 0 to 511. */
  public static final int MAX_WORKER = 511;

  /** The worker that names imported messages, in region 0; never given to a client. */
  public static final int IMPORT_WORKER = MAX_WORKER;

  /** A worker names up to 1,024 messages a millisecond. */
  public static final int MAX_SEQUENCE = 1_023;

  /** The lowest id there is: of 1970-01-01T00:00Z. */
  public static final MessageId MIN = new MessageId(-EPOCH_MILLIS << 22);

  /** The highest id there is. */
  public static final MessageId MAX = new MessageId(Long.MAX_VALUE);

  private static final int TIME_SHIFT = 22;
  private static final int REGION_SHIFT = 19;
  private static final int WORKER_SHIFT = 10;

  /**
   * The id with these parts.
   *
   * @param unixMillis milliseconds since 1970-01-01T00:00Z, not before it
   * @throws IllegalArgumentException if a part is out of its bounds
   */
  public static MessageId of(long unixMillis, int region, int worker, int sequence) {
    requireWithin("region", region, MAX_REGION);
    requireWithin("worker", worker, MAX_WORKER);
    requireWithin("sequence", sequence, MAX_SEQUENCE);
    return new MessageId(
        floor(unixMillis).value
            | ((long) region << REGION_SHIFT)
            | ((long) worker << WORKER_SHIFT)
            | sequence);
  }

  /** The lowest id of a millisecond: everything before that time is below it. */
  public static MessageId floor(long unixMillis) {
    long sinceEpoch = unixMillis - EPOCH_MILLIS;
    if (unixMillis < 0 || sinceEpoch > Long.MAX_VALUE >> TIME_SHIFT) {
      throw new IllegalArgumentException(
          "time %d ms is not within 1970 and 2084".formatted(unixMillis));
    }
    return new MessageId(sinceEpoch << TIME_SHIFT);
  }

  /** When the message was named, in milliseconds since 1970-01-01T00:00Z. */
  public long unixMillis() {
    return (value >> TIME_SHIFT) + EPOCH_MILLIS;
  }

  /** The timestamp that the message's creation is written with, in microseconds since 1970. */
  public long unixMicros() {
    return unixMillis() * 1_000;
  }

  public Instant time() {
    return Instant.ofEpochMilli(unixMillis());
  }

  public int region() {
    return (int) (value >> REGION_SHIFT) & MAX_REGION;
  }

  public int worker() {
    return (int) (value >> WORKER_SHIFT) & MAX_WORKER;
  }

  public int sequence() {
    return (int) value & MAX_SEQUENCE;
  }

  /** Whether the id dates from 1970 or later: the only ones that a store takes. */
  public boolean isValid() {
    return value >= MIN.value;
  }

  @Override
  public int compareTo(MessageId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }

  private static void requireWithin(String part, int number, int max) {
    if (number < 0 || number > max) {
      throw new IllegalArgumentException("%s %d is not within 0..%d".formatted(part, number, max));
    }
  }
}
