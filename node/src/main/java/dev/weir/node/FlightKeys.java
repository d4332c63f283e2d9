package dev.weir.node;

import dev.weir.node.coalesce.FlightSettings;
import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import dev.weir.node.config.Settings;
import java.time.Duration;
import java.util.List;

/** The keys {@code flights.*}: how far reads that are under way are shared. */
final class FlightKeys {

  static final Key<Duration> JOIN_CUT_OFF =
      Keys.duration(
          "flights.join-cut-off",
          FlightSettings.DEFAULT.joinCutOff().toMillis() + "ms",
          "1ms",
          FlightSettings.MAX_JOIN_CUT_OFF.toSeconds() + "s",
          "A read that is under way for longer is joined by no other; a second one begins beside"
              + " it.");

  static final Key<Integer> WAITERS_PER_FLIGHT =
      Keys.number(
          "flights.waiters-per-flight",
          FlightSettings.DEFAULT.waitersPerFlight(),
          1,
          1_000_000,
          "Readers that share one query at most; one more begins another query.");

  static final Key<Integer> WAITERS_PER_CHANNEL =
      Keys.number(
          "flights.waiters-per-channel",
          FlightSettings.DEFAULT.waitersPerChannel(),
          1,
          1_000_000,
          "Readers of one channel that wait at once; one more is refused with OVERLOADED.");

  static final Key<Integer> WAITERS =
      Keys.number(
          "flights.waiters",
          FlightSettings.DEFAULT.waiters(),
          1,
          10_000_000,
          "Readers that wait at once; one more is refused with OVERLOADED. About 300 bytes each.");

  static final Key<Integer> PER_CHANNEL =
      Keys.number(
          "flights.per-channel",
          FlightSettings.DEFAULT.flightsPerChannel(),
          1,
          10_000,
          "Queries of one channel that others may share at once; reads beyond share nothing.");

  static final Key<Integer> CHANNELS =
      Keys.number(
          "flights.channels",
          FlightSettings.DEFAULT.channels(),
          64,
          10_000_000,
          "Idle channels of which the latest tokens are remembered; forgetting costs queries"
              + " only.");

  static final List<Key<?>> OWN =
      List.of(
          JOIN_CUT_OFF, WAITERS_PER_FLIGHT, WAITERS_PER_CHANNEL, WAITERS, PER_CHANNEL, CHANNELS);

  private FlightKeys() {}

  static FlightSettings read(Settings settings) {
    return new FlightSettings(
        settings.get(JOIN_CUT_OFF),
        settings.get(WAITERS_PER_FLIGHT),
        settings.get(WAITERS_PER_CHANNEL),
        settings.get(WAITERS),
        settings.get(PER_CHANNEL),
        settings.get(CHANNELS));
  }
}
