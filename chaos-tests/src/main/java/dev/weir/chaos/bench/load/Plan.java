package dev.weir.chaos.bench.load;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds of each side
 * @param window of a round
 * @param warmUp the most windows that come before, of each side
 */
public record Plan(int rounds, Duration window, int warmUp) {}
