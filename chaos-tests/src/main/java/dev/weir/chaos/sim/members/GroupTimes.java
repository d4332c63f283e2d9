package dev.weir.chaos.sim.members;

import java.time.Duration;

/**
 * How long a cluster's protocols take, at most; each time is drawn anew.
 *
 * @param crash until a process that was killed is missed
 * @param silence until one that is out of reach or stands still is
 * @param merge until those that meet again are one
 * @param spread of a view, from the first member to the last
 */
public record GroupTimes(Duration crash, Duration silence, Duration merge, Duration spread) {}
