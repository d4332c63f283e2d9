package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that happened to one operation.
 *
 * @param operation its place in the history
 */
record Event(long nanos, Kind kind, int operation) {

  /** In the order in which they count if the clock cannot tell. */
  enum Kind {
    ENDED,
    TAKEN_OVER,
    BEGUN
  }

  /** Everything that happened to some operations, in the order of time. */
  static List<Event> of(RecordedHistory history, int[] operations) {
    List<Event> events = new ArrayList<>(2 * operations.length);
    for (int index : operations) {
      Operation operation = history.operation(index);
      Span span = operation.span();
      if (operation.action() instanceof Action.TakeOver) {
        events.add(new Event(span.endedNanos(), Kind.TAKEN_OVER, index));
      } else {
        events.add(new Event(span.startedNanos(), Kind.BEGUN, index));
        events.add(new Event(span.endedNanos(), Kind.ENDED, index));
      }
    }
    events.sort(Comparator.comparingLong(Event::nanos).thenComparing(Event::kind));
    return events;
  }
}
