package dev.weir.node.admission;

import java.util.concurrent.TimeUnit;

/**
 * Lets work that came suddenly in by steps: a region that fails over sends all of its clients at
 * once, to nodes and a database whose caches know none of their channels. The share that such work
 * may take begins small and doubles after each second that needed more than half of it, so that a
 * trickle does not open the gate for the flood behind it; it halves after half a minute that needed
 * less than a quarter, and begins anew after half a minute without any. The idea is TCP's slow
 * start, with the validation of RFC 7661.
 *
 * <p>Time is an argument. Any thread.
 */
final class Ramp {

  static final double FIRST_SHARE = 0.2;
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final double lastShare;

  /** Guards what follows. */
  private final Object lock = new Object();

  private double share = FIRST_SHARE;
  private boolean begun;
  private long latestNanos;
  private long stepNanos;
  private long calmNanos;
  private double stepPeak;
  private double calmPeak;

  /** A ramp up to a share of the limit, {@value #FIRST_SHARE} to 1. */
  Ramp(double lastShare) {
    this.lastShare = lastShare;
  }

  /**
   * Whether one more may enter.
   *
   * @param inFlight of such work, without this one
   * @param limit of all work
   */
  boolean admits(long nowNanos, int inFlight, int limit) {
    synchronized (lock) {
      advance(nowNanos);
      double wanted = (inFlight + 1) / (double) limit;
      stepPeak = Math.max(stepPeak, wanted);
      calmPeak = Math.max(calmPeak, wanted);
      return inFlight < Math.max(1, (int) (share * limit));
    }
  }

  /** The share of the limit that such work may take now. */
  double share() {
    synchronized (lock) {
      return share;
    }
  }

  private void advance(long nowNanos) {
    if (!begun || nowNanos - latestNanos >= CALM_NANOS) {
      begun = true;
      share = FIRST_SHARE;
      step(nowNanos);
      calm(nowNanos);
    } else if (nowNanos - stepNanos >= STEP_NANOS) {
      if (stepPeak > share / 2) {
        share = Math.min(lastShare, 2 * share);
        calm(nowNanos);
      } else if (nowNanos - calmNanos >= CALM_NANOS) {
        share = calmPeak < share / 4 ? Math.max(FIRST_SHARE, share / 2) : share;
        calm(nowNanos);
      }
      step(nowNanos);
    }
    latestNanos = nowNanos;
  }

  private void step(long nowNanos) {
    stepNanos = nowNanos;
    stepPeak = 0;
  }

  private void calm(long nowNanos) {
    calmNanos = nowNanos;
    calmPeak = 0;
  }
}
