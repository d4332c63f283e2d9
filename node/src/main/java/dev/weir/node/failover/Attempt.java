package dev.weir.node.failover;

import dev.weir.messages.Call;
import dev.weir.messages.WeirException;
import org.jspecify.annotations.Nullable;

/** One asking of one region, for one journey; guarded by the journey's lock. */
final class Attempt {

  final Guarded target;
  final Call call;
  final long beganNanos;

  /** Whether it races another region, rather than standing in for it. */
  final boolean hedge;

  /** Whether it went to the own region though that is left, as nobody else was there. */
  final boolean last;

  /** Whether the journey waits for it before it goes on; its success counts in any case. */
  boolean awaited = true;

  /** Whether the breakers know how it went. */
  boolean settled;

  /** Its end, if that was a failure. */
  @Nullable WeirException failure;

  /** Whether its answer is still to come. */
  boolean outstanding = true;

  Attempt(Guarded target, Call call, long beganNanos, boolean hedge, boolean last) {
    this.target = target;
    this.call = call;
    this.beganNanos = beganNanos;
    this.hedge = hedge;
    this.last = last;
  }

  boolean isHome() {
    return target instanceof Home;
  }

  /** Tells the breakers, unless they know. */
  void settle(Nature nature, Verdict verdict, long nowNanos, String why) {
    if (!settled) {
      settled = true;
      target.settle(nature, verdict, nowNanos - beganNanos, why);
    }
  }

  /** Whether a write may have been kept by it. */
  boolean mayHaveKept() {
    return failure == null || !failure.code().isUndone();
  }

  /** What the region said, for people. */
  String said() {
    return target.region() + ": " + (failure == null ? "no answer" : failure.getMessage());
  }
}
