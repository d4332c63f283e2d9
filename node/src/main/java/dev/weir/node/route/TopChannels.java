package dev.weir.node.route;

import dev.weir.messages.Ticker;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which channels something happens to most often, by the second, in bounded memory. Any thread;
 * those that meet wait for each other for some nanoseconds.
 */
public final class TopChannels {

  private static final int STRIPES = 16;
  private static final int PLACES = 64;
  private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * One channel.
   *
   * @param perSecond how often at least, in the last whole second
   */
  public record Rate(ChannelId channel, long perSecond) {}

  private final Ticker ticker;
  private final Stripe[] stripes = new Stripe[STRIPES];

  public TopChannels(Ticker ticker) {
    this.ticker = ticker;
    long now = ticker.nanos();
    Arrays.setAll(stripes, i -> new Stripe(now));
  }

  /** Counts one. */
  public void add(ChannelId channel) {
    stripe(channel).add(channel.value(), ticker.nanos());
  }

  /** How often it happens to a channel, a second; 0 for one of the many that are not counted. */
  public long perSecond(ChannelId channel) {
    return stripe(channel).rates(ticker.nanos()).getOrDefault(channel.value(), 0L);
  }

  /** The first {@code limit} channels. */
  public List<Rate> top(int limit) {
    long now = ticker.nanos();
    return Arrays.stream(stripes)
        .flatMap(stripe -> stripe.rates(now).entrySet().stream())
        .map(entry -> new Rate(new ChannelId(entry.getKey()), entry.getValue()))
        .sorted(Comparator.comparingLong(Rate::perSecond).reversed().thenComparing(Rate::channel))
        .limit(limit)
        .toList();
  }

  private Stripe stripe(ChannelId channel) {
    return stripes[(int) (channel.hash() & (STRIPES - 1))];
  }

  /** Some of the channels: what is counted now, and what was in the last whole second. */
  private static final class Stripe {

    private SpaceSaving counting = new SpaceSaving(PLACES);
    private long sinceNanos;
    private volatile Map<Long, Long> rates = Map.of();

    Stripe(long nowNanos) {
      sinceNanos = nowNanos;
    }

    synchronized void add(long channel, long nowNanos) {
      roll(nowNanos);
      counting.add(channel);
    }

    Map<Long, Long> rates(long nowNanos) {
      synchronized (this) {
        roll(nowNanos);
      }
      return rates;
    }

    private void roll(long nowNanos) {
      long passed = nowNanos - sinceNanos;
      if (passed < WINDOW_NANOS) {
        return;
      }
      Map<Long, Long> latest = new HashMap<>();
      if (passed < 2 * WINDOW_NANOS) {
        for (SpaceSaving.Counted counted : counting.counted()) {
          if (counted.atLeast() > 0) {
            latest.put(counted.key(), counted.atLeast());
          }
        }
      }
      rates = Map.copyOf(latest);
      counting = new SpaceSaving(PLACES);
      sinceNanos += passed / WINDOW_NANOS * WINDOW_NANOS;
    }
  }
}
