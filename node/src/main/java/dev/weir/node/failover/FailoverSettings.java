package dev.weir.node.failover;

import dev.weir.messages.Durability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When a region is left, and how far others stand in: {@code failover.*} in a node's configuration.
 *
 * @param slowCall {@code failover.slow-call}: what takes as long counts as slow, and no probe waits
 *     longer; 10 ms to 30 s
 * @param silence {@code failover.silence}: a database that completes nothing for as long, though
 *     several wait, is left; 50 ms to 30 s
 * @param probeEvery {@code failover.probe-every}: how often the database is probed; 10 ms to 10 s
 * @param holdDown {@code failover.hold-down}: how long a region that was left is not returned to;
 *     doubled by a relapse, up to fifteen times as long; 100 ms to 10 min
 * @param hedgeAfter {@code failover.hedge-after}: a read that is under way for longer is sent to
 *     another region, too; 10 ms to 30 s
 * @param localLimit {@code failover.local-limit}: what the own region has not answered by then goes
 *     on to another, if one is there; 50 ms to 30 s
 * @param remoteLimit {@code failover.remote-limit}: the same of another region; 50 ms to 60 s
 * @param localInFlight {@code failover.local-in-flight}: requests that the own region's database
 *     has not answered; one more is refused as overload; 1 to 1,000,000
 * @param crossRegionInFlight {@code failover.cross-region-in-flight}: the same of each other
 *     region; one more goes to the next; 1 to 1,000,000
 * @param channels {@code failover.channel-breakers}: channels that failed and are watched one by
 *     one; 1 to 100,000
 * @param retryCredit {@code failover.retry-credit}: tries that may be repeated before first tries
 *     have earned any; 0 to 1,000,000
 * @param durability of writes that name none
 */
public record FailoverSettings(
    Duration slowCall,
    Duration silence,
    Duration probeEvery,
    Duration holdDown,
    Duration hedgeAfter,
    Duration localLimit,
    Duration remoteLimit,
    int localInFlight,
    int crossRegionInFlight,
    int channels,
    int retryCredit,
    Durability durability) {

  /** The settings if nothing else is said. */
  public static final FailoverSettings DEFAULT =
      new FailoverSettings(
          Duration.ofMillis(350),
          Duration.ofMillis(400),
          Duration.ofMillis(150),
          Duration.ofSeconds(2),
          Duration.ofMillis(250),
          Duration.ofMillis(700),
          Duration.ofSeconds(2),
          8_192,
          1_024,
          1_024,
          1_000,
          Durability.REGION);

  private static final int MAX_IN_FLIGHT = 1_000_000;
  private static final int MAX_CHANNELS = 100_000;

  /** Checks everything at once. */
  public FailoverSettings {
    List<String> problems = new ArrayList<>();
    within(problems, "slow-call", slowCall, 10, 30_000);
    within(problems, "silence", silence, 50, 30_000);
    within(problems, "probe-every", probeEvery, 10, 10_000);
    within(problems, "hold-down", holdDown, 100, 600_000);
    within(problems, "hedge-after", hedgeAfter, 10, 30_000);
    within(problems, "local-limit", localLimit, 50, 30_000);
    within(problems, "remote-limit", remoteLimit, 50, 60_000);
    within(problems, "local-in-flight", localInFlight, MAX_IN_FLIGHT);
    within(problems, "cross-region-in-flight", crossRegionInFlight, MAX_IN_FLIGHT);
    within(problems, "channel-breakers", channels, MAX_CHANNELS);
    if (retryCredit < 0 || retryCredit > MAX_IN_FLIGHT) {
      problems.add(
          "failover.retry-credit %d must be 0 to %d".formatted(retryCredit, MAX_IN_FLIGHT));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static void within(
      List<String> problems, String key, Duration value, long leastMillis, long mostMillis) {
    if (value.compareTo(Duration.ofMillis(leastMillis)) < 0
        || value.compareTo(Duration.ofMillis(mostMillis)) > 0) {
      problems.add(
          "failover.%s %s must be %d to %d ms".formatted(key, value, leastMillis, mostMillis));
    }
  }

  private static void within(List<String> problems, String key, int value, int most) {
    if (value < 1 || value > most) {
      problems.add("failover.%s %d must be 1 to %d".formatted(key, value, most));
    }
  }
}
