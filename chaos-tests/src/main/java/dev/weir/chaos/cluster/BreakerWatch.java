package dev.weir.chaos.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gathers what nodes tell of their breakers, several times a second: a node that is killed takes
 * its own timeline with it.
 */
public final class BreakerWatch implements AutoCloseable {

  private static final long PAUSE_MILLIS = 250;

  private final List<NodePlan> nodes;
  private final Set<NodeBreakers.Move> moves = new LinkedHashSet<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("breaker-watch").factory());

  /** Begins to watch. */
  public BreakerWatch(List<NodePlan> nodes) {
    this.nodes = List.copyOf(nodes);
    var _ = scheduler.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    for (NodePlan node : nodes) {
      List<NodeBreakers.Move> told = NodeBreakers.of(node);
      synchronized (moves) {
        moves.addAll(told);
      }
    }
  }

  /** Every move that was made since a moment, in the order of time. */
  public List<NodeBreakers.Move> since(long wallMicros) {
    synchronized (moves) {
      List<NodeBreakers.Move> later = new ArrayList<>(moves);
      later.removeIf(move -> move.atMicros() < wallMicros);
      later.sort(Comparator.comparingLong(NodeBreakers.Move::atMicros));
      return later;
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
