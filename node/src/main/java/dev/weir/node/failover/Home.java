package dev.weir.node.failover;

import dev.weir.messages.Room;
import dev.weir.messages.Ticker;
import dev.weir.topology.Region;
import io.github.resilience4j.bulkhead.Bulkhead;
import java.time.Duration;
import java.util.function.IntSupplier;

/** This node's own region behind its guards: bulkhead, the region's breaker, the channel's. */
final class Home implements Guarded {

  private static final int ALL = 100;
  private static final long RENEW_NANOS = Duration.ofMillis(500).toNanos();

  private final Target target;
  private final FailoverSettings settings;
  private final Ticker ticker;
  private final IntSupplier awayShare;

  /** With no other region an open breaker would only turn slow answers into errors. */
  private final boolean alone;

  private final Bulkhead bulkhead;
  private final RegionBreaker breaker;
  private final ChannelBreakers channels;
  private final Prober prober;
  private final Latencies latencies = new Latencies();
  private boolean wasOpen;
  private long renewNanos;

  Home(
      Regions regions,
      FailoverSettings settings,
      IntSupplier awayShare,
      Clocks clocks,
      Timeline timeline) {
    this.target = regions.home();
    this.alone = regions.peers().isEmpty();
    this.settings = settings;
    this.ticker = clocks.ticker();
    this.awayShare = awayShare;
    this.bulkhead = Bulkheads.of(target.region(), settings.localInFlight());
    this.breaker = new RegionBreaker(target.region(), settings, clocks, timeline);
    this.channels = new ChannelBreakers(settings.channels(), ticker);
    this.prober = new Prober(regions.probe(), breaker, settings, ticker);
    this.renewNanos = ticker.nanos();
  }

  @Override
  public Region region() {
    return target.region();
  }

  @Override
  public Room room() {
    return target.room();
  }

  /** Whether requests of this place among the channels are at home here now. */
  boolean isHomeOf(int place) {
    return place < share();
  }

  /** What is neither sent away on purpose, nor away still as the region was. */
  private int share() {
    return alone ? ALL : Math.min(breaker.share(), ALL - Math.clamp(awayShare.getAsInt(), 0, ALL));
  }

  /** Whether it is left, and there is another region that could stand in. */
  boolean isLeft() {
    return !alone && breaker.isOpen();
  }

  /**
   * Whether it is left, but only for a while that others could bridge: its database answers. Of use
   * to those for whom nobody else is left.
   */
  boolean mayBeLast() {
    return isLeft() && breaker.answersProbes();
  }

  @Override
  public boolean isUsable() {
    return !isLeft() && Bulkheads.hasRoom(bulkhead);
  }

  @Override
  public Admittance enter(Nature nature) {
    if (!bulkhead.tryAcquirePermission()) {
      return Admittance.FULL;
    }
    if (isLeft()) {
      bulkhead.releasePermission();
      return Admittance.OPEN;
    }
    if (isWatched(nature) && !channels.admits(nature.channel())) {
      bulkhead.releasePermission();
      return Admittance.CHANNEL_OPEN;
    }
    began(nature);
    return Admittance.ADMITTED;
  }

  /** Asks the bulkhead alone: nobody else is left to be asked. */
  Admittance enterAsLast(Nature nature) {
    if (!bulkhead.tryAcquirePermission()) {
      return Admittance.FULL;
    }
    began(nature);
    return Admittance.ADMITTED;
  }

  private void began(Nature nature) {
    if (nature.witness()) {
      breaker.began();
    }
  }

  /** While the region is left, its channels are not to blame. */
  private boolean isWatched(Nature nature) {
    return nature.witness() && !breaker.isOpen();
  }

  @Override
  public void settle(Nature nature, Verdict verdict, long tookNanos, String why) {
    if (!nature.witness()) {
      return;
    }
    long now = ticker.nanos();
    long counted = nature.bulk() ? 0 : tookNanos;
    if (isWatched(nature)) {
      channels.settle(nature.channel(), verdict, tookNanos);
    }
    switch (verdict) {
      case GOOD -> {
        breaker.succeeded(counted, now);
        if (nature.read()) {
          latencies.add(tookNanos);
        }
      }
      case FAILED -> {
        if (!channels.isOpen(nature.channel())) {
          breaker.failed(counted, why, now);
        }
      }
      case NEUTRAL -> {}
    }
  }

  @Override
  public void leave(Nature nature) {
    bulkhead.releasePermission();
    if (nature.witness()) {
      breaker.ended();
    }
  }

  /** How long a read may take before it is hedged. */
  long hedgeAfterNanos() {
    return Math.max(settings.hedgeAfter().toNanos(), 2 * latencies.p99Nanos());
  }

  /** Probes, looks for silence and takes steps back; one thread, every few milliseconds. */
  void look(long nowNanos) {
    prober.look(nowNanos);
    breaker.look(nowNanos);
    boolean open = breaker.isOpen();
    if (open && !wasOpen) {
      channels.forgetAll();
    }
    wasOpen = open;
    if (nowNanos - renewNanos >= 0) {
      renewNanos = nowNanos + RENEW_NANOS;
      latencies.renew();
    }
  }

  ChannelBreakers channels() {
    return channels;
  }

  @Override
  public RegionStatus status() {
    return new RegionStatus(
        region(),
        true,
        breaker.state(),
        Math.min(breaker.share(), ALL - Math.clamp(awayShare.getAsInt(), 0, ALL)),
        breaker.sinceMicros(),
        breaker.why(),
        Bulkheads.inFlight(bulkhead),
        target.isReachable());
  }
}
