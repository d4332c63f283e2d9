package dev.weir.node.store;

import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the store works: {@code database.*} in a node's configuration.
 *
 * @param connection {@code database.*}: where the database is
 * @param reads {@code database.reads.*}: what one read may cost
 * @param writes {@code database.writes.*}: how large writes are cut
 * @param clockDrift {@code limits.clock-drift}: how far clocks of nodes and clients may differ, 1 s
 *     to 1 h. Writes dated further ahead are refused; a bucket that is taken out of the index
 *     yields to every index entry of this long before. Longer than {@code database.request-timeout}
 * @param scrubAfter {@code database.scrub-after}: how long this node must have known an edit
 *     without its message before it is removed, 1 min to 365 days. Longer than any message may
 *     arrive after an edit of it, as imports into a live system do
 * @param durability {@code database.durability}: of writes that name none
 */
public record StoreSettings(
    StoreConnection connection,
    ReadLimits reads,
    WriteLimits writes,
    Duration clockDrift,
    Duration scrubAfter,
    Durability durability) {

  /** How far clocks may differ if nothing else is said. */
  public static final Duration DEFAULT_CLOCK_DRIFT = Duration.ofSeconds(60);

  /** How long a lone edit must be known to be removed if nothing else is said. */
  public static final Duration DEFAULT_SCRUB_AFTER = Duration.ofDays(1);

  public StoreSettings {
    var problems = new ArrayList<String>();
    within(problems, "limits.clock-drift", clockDrift, Duration.ofSeconds(1), Duration.ofHours(1));
    within(
        problems, "database.scrub-after", scrubAfter, Duration.ofMinutes(1), Duration.ofDays(365));
    if (clockDrift.compareTo(connection.requestTimeout()) <= 0) {
      problems.add(
          "limits.clock-drift %s must be longer than database.request-timeout %s"
              .formatted(clockDrift, connection.requestTimeout()));
    }
    refuse(problems);
  }

  /** The defaults. */
  public static StoreSettings of(StoreConnection connection) {
    return new StoreSettings(
        connection,
        ReadLimits.DEFAULT,
        WriteLimits.DEFAULT,
        DEFAULT_CLOCK_DRIFT,
        DEFAULT_SCRUB_AFTER,
        Durability.REGION);
  }

  /** The same with other limits of reads. */
  public StoreSettings with(ReadLimits other) {
    return new StoreSettings(connection, other, writes, clockDrift, scrubAfter, durability);
  }

  /** The same with other limits of writes. */
  public StoreSettings with(WriteLimits other) {
    return new StoreSettings(connection, reads, other, clockDrift, scrubAfter, durability);
  }

  /** The same with another durability of writes that name none. */
  public StoreSettings with(Durability other) {
    return new StoreSettings(connection, reads, writes, clockDrift, scrubAfter, other);
  }

  static void within(List<String> problems, String key, long value, long least, long most) {
    if (value < least || value > most) {
      problems.add("%s %d must be %d to %d".formatted(key, value, least, most));
    }
  }

  static void within(
      List<String> problems, String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      problems.add("%s %s must be %s to %s".formatted(key, value, least, most));
    }
  }

  static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new WeirException(ErrorCode.CONFIG_INVALID, String.join("; ", problems));
    }
  }
}
