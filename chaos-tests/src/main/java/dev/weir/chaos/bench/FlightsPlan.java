package dev.weir.chaos.bench;

import dev.weir.messages.WeirException;

/**
 * How much of each step of {@link FlightsBench}.
 *
 * @param bursts of each kind, 1 to 100
 * @param rate requests a second to the channels that a storm must leave alone, 1 to 10,000
 * @param operations of the sessions
 */
record FlightsPlan(int bursts, int rate, long operations) {

  FlightsPlan {
    if (bursts < 1 || bursts > 100) {
      throw WeirException.invalid("%d bursts: 1 to 100".formatted(bursts));
    }
    if (rate < 1 || rate > 10_000) {
      throw WeirException.invalid("rate %d: 1 to 10000".formatted(rate));
    }
    if (operations < 1 || operations > 100_000_000) {
      throw WeirException.invalid("%d operations: 1 to 100000000".formatted(operations));
    }
  }
}
