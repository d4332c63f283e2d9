package dev.weir.node.failover;

import dev.weir.messages.Deadline;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database again and again whether it answers: so that a node that nobody asks knows, too,
 * and that nobody's request is risked to find out whether a region is back. {@link #look} is for
 * one thread; answers come on any.
 */
final class Prober {

  private final Probe probe;
  private final RegionBreaker breaker;
  private final Ticker ticker;
  private final long everyNanos;
  private final long limitNanos;

  /** As many as fit in the time limit. */
  private final Deque<Sent> waiting = new ArrayDeque<>();

  private long nextNanos;

  Prober(Probe probe, RegionBreaker breaker, FailoverSettings settings, Ticker ticker) {
    this.probe = probe;
    this.breaker = breaker;
    this.ticker = ticker;
    this.everyNanos = settings.probeEvery().toNanos();
    this.limitNanos = settings.slowCall().toNanos();
    this.nextNanos = ticker.nanos();
  }

  /** Gives up the probes that took too long, and sends the next one when it is due. */
  void look(long nowNanos) {
    while (!waiting.isEmpty() && nowNanos - waiting.getFirst().beganNanos >= limitNanos) {
      waiting.removeFirst().ended("no answer within " + limitNanos / 1_000_000 + " ms");
    }
    if (nowNanos - nextNanos >= 0) {
      nextNanos = nowNanos + everyNanos;
      send(nowNanos);
    }
  }

  private void send(long nowNanos) {
    Sent sent = new Sent(nowNanos);
    waiting.addLast(sent);
    breaker.began();
    try {
      CompletionStage<?> answer = probe.probe(new Deadline(nowNanos + limitNanos));
      var _ = answer.whenComplete((value, failure) -> sent.ended(reason(failure)));
    } catch (RuntimeException e) {
      sent.ended(reason(e));
    }
  }

  private static @Nullable String reason(@Nullable Throwable failure) {
    return failure == null ? null : WeirException.of(failure).getMessage();
  }

  /** A probe on its way, which ends once. */
  private final class Sent {

    private final long beganNanos;
    private final AtomicBoolean over = new AtomicBoolean();

    Sent(long beganNanos) {
      this.beganNanos = beganNanos;
    }

    void ended(@Nullable String failure) {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      breaker.ended();
      long now = ticker.nanos();
      long took = now - beganNanos;
      if (failure == null && took < limitNanos) {
        breaker.probed(took, now);
      } else {
        breaker.probeFailed(took, failure == null ? "it was slow" : failure, now);
      }
    }
  }
}
