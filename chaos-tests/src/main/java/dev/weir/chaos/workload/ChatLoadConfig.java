package dev.weir.chaos.workload;

import java.time.Duration;

/**
 * What load to make.
 *
 * @param requestsPerSecond of one region, open loop: sent whether or not earlier ones were
 *     answered; 1 to 1,000,000
 * @param appendShare of the requests, 0 to 1; the rest reads a channel's newest page
 * @param channels how many there are, 2 to 10,000,000; their popularity falls with their number
 * @param hotShare of the requests that go to the one hot channel, 0 to 1
 * @param pageLimit messages of a page, 1 to 1,000
 * @param timeout of each request
 */
public record ChatLoadConfig(
    int requestsPerSecond,
    double appendShare,
    int channels,
    double hotShare,
    int pageLimit,
    Duration timeout) {

  public ChatLoadConfig {
    requireWithin("requests per second", requestsPerSecond, 1, 1_000_000);
    requireWithin("append share", appendShare, 0, 1);
    requireWithin("channels", channels, 2, 10_000_000);
    requireWithin("hot share", hotShare, 0, 1);
    requireWithin("page limit", pageLimit, 1, 1_000);
  }

  private static void requireWithin(String what, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "%s %s is not within %s..%s".formatted(what, value, min, max));
    }
  }
}
