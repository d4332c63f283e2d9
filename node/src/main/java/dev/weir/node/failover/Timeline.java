package dev.weir.node.failover;

import dev.weir.topology.Region;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last transitions of all regions, for those who ask later what happened. Any thread. */
final class Timeline {

  private static final int MOST = 64;

  private final Clocks clocks;
  private final FailoverEvents events;
  private final Deque<Transition> last = new ArrayDeque<>();

  Timeline(Clocks clocks, FailoverEvents events) {
    this.clocks = clocks;
    this.events = events;
  }

  /** Notes and tells. */
  Transition moved(Region region, BreakerState from, BreakerState to, String why) {
    Transition transition = new Transition(clocks.wallMicros(), region, from, to, why);
    synchronized (last) {
      if (last.size() == MOST) {
        last.removeFirst();
      }
      last.addLast(transition);
    }
    events.moved(transition);
    return transition;
  }

  /** Oldest first. */
  List<Transition> all() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }
}
