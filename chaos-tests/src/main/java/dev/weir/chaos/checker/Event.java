package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that happened to one operation.
 *
 * @param operation its place among those of its channel
 */
record Event(long nanos, Kind kind, int operation) implements Comparable<Event> {

  /** In the order in which they count if the clock cannot tell. */
  enum Kind {
    /**
     * An operation ended, or a session was taken over: in the order in which they were recorded.
     */
    ENDED,
    BEGUN
  }

  /** Everything that happened to some operations, in the order of time. */
  static List<Event> of(Operation[] operations) {
    List<Event> events = new ArrayList<>(2 * operations.length);
    for (int i = 0; i < operations.length; i++) {
      Operation operation = operations[i];
      if (!(operation.action() instanceof Action.TakeOver)) {
        events.add(new Event(operation.span().startedNanos(), Kind.BEGUN, i));
      }
      events.add(new Event(operation.span().endedNanos(), Kind.ENDED, i));
    }
    events.sort(null);
    return events;
  }

  @Override
  public int compareTo(Event other) {
    int byTime = Long.compare(nanos, other.nanos);
    if (byTime != 0) {
      return byTime;
    }
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 ? Integer.compare(operation, other.operation) : byKind;
  }
}
