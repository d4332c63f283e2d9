package dev.weir.chaos.sim.faults;

import java.time.Duration;

/**
 * A fault that a run is to have.
 *
 * @param begins after the load has begun
 * @param lasts until it heals; what it does in between may begin and end several times
 * @param seed of what is left to chance in it, so that no other fault changes if this one is left
 *     out
 */
public record PlannedFault(Fault fault, Duration begins, Duration lasts, long seed) {

  public PlannedFault {
    if (begins.isNegative() || lasts.isNegative()) {
      throw new IllegalArgumentException(
          "%s begins after %s and lasts %s".formatted(fault, begins, lasts));
    }
  }
}
