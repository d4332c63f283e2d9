package dev.weir.node;

import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import dev.weir.node.config.Settings;
import dev.weir.node.failover.FailoverSettings;
import java.time.Duration;
import java.util.List;

/** The keys {@code failover.*}: when this region is left, and how far others stand in. */
final class FailoverKeys {

  private static final FailoverSettings DEFAULT = FailoverSettings.DEFAULT;

  static final Key<Duration> SLOW_CALL =
      Keys.duration(
          "failover.slow-call",
          millis(DEFAULT.slowCall()),
          "10ms",
          "30s",
          "A call of the database that takes as long is slow; if half of them are, or fail, the"
              + " region is left. No probe waits longer.");

  static final Key<Duration> SILENCE =
      Keys.duration(
          "failover.silence",
          millis(DEFAULT.silence()),
          "50ms",
          "30s",
          "A database that completes nothing for as long, though several calls wait, is left.");

  static final Key<Duration> PROBE_EVERY =
      Keys.duration(
          "failover.probe-every",
          millis(DEFAULT.probeEvery()),
          "10ms",
          "10s",
          "How often the database is probed.");

  static final Key<Duration> HOLD_DOWN =
      Keys.duration(
          "failover.hold-down",
          millis(DEFAULT.holdDown()),
          "100ms",
          "10m",
          "How long a region that was left is not returned to; a relapse doubles it, up to fifteen"
              + " times as long.");

  static final Key<Duration> HEDGE_AFTER =
      Keys.duration(
          "failover.hedge-after",
          millis(DEFAULT.hedgeAfter()),
          "10ms",
          "30s",
          "A read that takes longer, and twice as long as nearly all, is sent to another region,"
              + " too.");

  static final Key<Duration> LOCAL_LIMIT =
      Keys.duration(
          "failover.local-limit",
          millis(DEFAULT.localLimit()),
          "50ms",
          "30s",
          "What the own region has not answered by then is sent to another, if one is there.");

  static final Key<Duration> REMOTE_LIMIT =
      Keys.duration(
          "failover.remote-limit",
          millis(DEFAULT.remoteLimit()),
          "50ms",
          "60s",
          "What another region has not answered by then is sent to the next; the last one has all"
              + " the time that is left.");

  static final Key<Integer> LOCAL_IN_FLIGHT =
      Keys.number(
          "failover.local-in-flight",
          DEFAULT.localInFlight(),
          1,
          1_000_000,
          "Requests that the own region's database has not answered; more are OVERLOADED.");

  static final Key<Integer> CROSS_REGION_IN_FLIGHT =
      Keys.number(
          "failover.cross-region-in-flight",
          DEFAULT.crossRegionInFlight(),
          1,
          1_000_000,
          "The same of each other region; more go to the next one.");

  static final Key<Integer> CHANNEL_BREAKERS =
      Keys.number(
          "failover.channel-breakers",
          DEFAULT.channels(),
          1,
          100_000,
          "Channels that fail while the region is well, and are watched one by one.");

  static final Key<Integer> RETRY_CREDIT =
      Keys.number(
          "failover.retry-credit",
          DEFAULT.retryCredit(),
          0,
          1_000_000,
          "Requests that may be tried again before others have earned it; each that is tried at all"
              + " earns a tenth.");

  static final List<Key<?>> OWN =
      List.of(
          SLOW_CALL,
          SILENCE,
          PROBE_EVERY,
          HOLD_DOWN,
          HEDGE_AFTER,
          LOCAL_LIMIT,
          REMOTE_LIMIT,
          LOCAL_IN_FLIGHT,
          CROSS_REGION_IN_FLIGHT,
          CHANNEL_BREAKERS,
          RETRY_CREDIT);

  private FailoverKeys() {}

  private static String millis(Duration duration) {
    return duration.toMillis() + "ms";
  }

  static FailoverSettings read(Settings settings) {
    return new FailoverSettings(
        settings.get(SLOW_CALL),
        settings.get(SILENCE),
        settings.get(PROBE_EVERY),
        settings.get(HOLD_DOWN),
        settings.get(HEDGE_AFTER),
        settings.get(LOCAL_LIMIT),
        settings.get(REMOTE_LIMIT),
        settings.get(LOCAL_IN_FLIGHT),
        settings.get(CROSS_REGION_IN_FLIGHT),
        settings.get(CHANNEL_BREAKERS),
        settings.get(RETRY_CREDIT),
        settings.get(DatabaseKeys.DURABILITY));
  }
}
