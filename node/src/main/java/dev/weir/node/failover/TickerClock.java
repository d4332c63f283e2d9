package dev.weir.node.failover;

import dev.weir.messages.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Shows Resilience4j our ticker, some times as fast: its windows slide by whole seconds, so a clock
 * that is ten times as fast makes a window of a second slide by tenths.
 */
final class TickerClock extends Clock {

  private final Ticker ticker;
  private final int speed;
  private final long originNanos;

  TickerClock(Ticker ticker, int speed) {
    this.ticker = ticker;
    this.speed = speed;
    this.originNanos = ticker.nanos();
  }

  long nanos() {
    return (ticker.nanos() - originNanos) * speed;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
