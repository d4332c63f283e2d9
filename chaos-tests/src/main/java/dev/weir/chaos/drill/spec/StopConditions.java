package dev.weir.chaos.drill.spec;

import java.time.Duration;

/**
 * When a drill is broken off by itself: if any of it holds for a window's requests.
 *
 * @param errorPercent of the harmed region's callers
 * @param survivorErrorPercent of the others' callers
 * @param survivorP99 of the others' callers
 * @param window what is looked at, up to now
 */
public record StopConditions(
    double errorPercent, double survivorErrorPercent, Duration survivorP99, Duration window) {}
