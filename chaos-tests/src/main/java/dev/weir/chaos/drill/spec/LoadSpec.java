package dev.weir.chaos.drill.spec;

import java.time.Duration;

/**
 * What callers do meanwhile.
 *
 * @param sessions of all regions together, each with one request under way
 * @param think how long a session waits after each answer
 * @param channels that they share
 * @param strongPercent of the reads, that see what every region acknowledged
 * @param everyRegionPercent of the writes, that every region keeps
 * @param hotReads of one channel, a second in each region; 0 for none
 * @param surge how many requests a second callers of the region send in addition, during the fault
 * @param seed of what they choose
 */
public record LoadSpec(
    int sessions,
    Duration think,
    int channels,
    double strongPercent,
    double everyRegionPercent,
    int hotReads,
    int surge,
    int seed) {}
