package dev.weir.node.failover;

import dev.weir.messages.Ticker;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What failover tells time by.
 *
 * @param ticker of the deadlines that requests bring
 * @param wall dates the entries of the timeline, and nothing else
 */
public record Clocks(Ticker ticker, InstantSource wall) {

  long wallMicros() {
    Instant now = wall.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
