package dev.weir.chaos.bench.load;

import dev.weir.messages.Ticker;
import java.time.Duration;

/** How requests follow one another. */
public sealed interface Load permits ClosedLoad, OpenLoad {

  /** Sends for a while; blocks until each request has ended. */
  Sample run(Requests requests, Duration time, Ticker ticker);
}
