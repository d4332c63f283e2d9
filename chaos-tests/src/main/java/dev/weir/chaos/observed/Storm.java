package dev.weir.chaos.observed;

/**
 * A time in which nearly everybody asked for one channel (I15).
 *
 * @param channel the number of that channel in the history
 * @param baseline a time before it, to compare with
 */
public record Storm(int channel, Period baseline, Period storm) {}
