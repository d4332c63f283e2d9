package dev.weir.node.coalesce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits of flights: {@code flights.*} in a node's configuration.
 *
 * @param joinCutOff {@code flights.join-cut-off}: a flight older than this takes no more followers,
 *     so one that is slow does not become everybody's; 1 ms to 30 s
 * @param waitersPerFlight {@code flights.waiters-per-flight}: one more begins another flight, or
 *     gathers for one; 1 to 1,000,000. The second one of a flight that failed takes that one's
 *     waiters along with its own, so it may carry twice as many
 * @param waitersPerChannel {@code flights.waiters-per-channel}: one more is refused as overload; 1
 *     to 1,000,000
 * @param waiters {@code flights.waiters}: of all channels; one more is refused as overload; 1 to
 *     10,000,000. Each takes about 300 bytes
 * @param flightsPerChannel {@code flights.per-channel}: that others may join; a read beyond them
 *     flies alone; 1 to 10,000
 * @param channels {@code flights.channels}: idle channels of which it is remembered what was last
 *     seen of them; forgetting one costs queries, never a promise; 64 to 10,000,000
 */
public record FlightSettings(
    Duration joinCutOff,
    int waitersPerFlight,
    int waitersPerChannel,
    int waiters,
    int flightsPerChannel,
    int channels) {

  /** The latest time at which a read may join another that is under way. */
  public static final Duration MAX_JOIN_CUT_OFF = Duration.ofSeconds(30);

  /** The limits if nothing else is said. */
  public static final FlightSettings DEFAULT =
      new FlightSettings(Duration.ofMillis(250), 20_000, 50_000, 200_000, 256, 16_384);

  /** Checks everything at once. */
  public FlightSettings {
    List<String> problems = new ArrayList<>();
    if (joinCutOff.compareTo(Duration.ofMillis(1)) < 0
        || joinCutOff.compareTo(MAX_JOIN_CUT_OFF) > 0) {
      problems.add("flights.join-cut-off %s must be 1 ms to 30 s".formatted(joinCutOff));
    }
    within(problems, "flights.waiters-per-flight", waitersPerFlight, 1, 1_000_000);
    within(problems, "flights.waiters-per-channel", waitersPerChannel, 1, 1_000_000);
    within(problems, "flights.waiters", waiters, 1, 10_000_000);
    within(problems, "flights.per-channel", flightsPerChannel, 1, 10_000);
    within(problems, "flights.channels", channels, 64, 10_000_000);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static void within(List<String> problems, String key, int value, int least, int most) {
    if (value < least || value > most) {
      problems.add("%s %d must be %d to %d".formatted(key, value, least, most));
    }
  }
}
