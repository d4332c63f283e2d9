package dev.weir.chaos.drill.report;

/**
 * One second of one region's callers, for a plot.
 *
 * @param second since the fault; negative before it
 * @param region where they are at home
 * @param goodput requests that were answered
 * @param away of them by another region's database
 */
public record Second(
    long second,
    String region,
    long goodput,
    long failed,
    long away,
    long degraded,
    double p50Millis,
    double p99Millis) {}
