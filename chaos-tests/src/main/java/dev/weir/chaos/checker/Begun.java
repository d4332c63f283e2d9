package dev.weir.chaos.checker;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which of a channel's messages somebody had begun to write at a time. Ids follow time, but clocks
 * differ, so it is an end that is told: above it there was nothing yet.
 */
final class Begun {

  /** When messages began to be written, ascending. */
  private final long[] nanos;

  /** The place after the highest of the messages that began up to then. */
  private final int[] ends;

  Begun(Biographies messages) {
    int[] places =
        IntStream.range(0, messages.size())
            .boxed()
            .sorted(Comparator.comparingLong(place -> messages.get(place).begunNanos()))
            .mapToInt(Integer::intValue)
            .toArray();
    nanos = new long[places.length];
    ends = new int[places.length];
    int end = 0;
    for (int i = 0; i < places.length; i++) {
      nanos[i] = messages.get(places[i]).begunNanos();
      end = Math.max(end, places[i] + 1);
      ends[i] = end;
    }
  }

  /** The place after the highest message that began to be written before a time. */
  int endAt(long time) {
    int at = Arrays.binarySearch(nanos, time);
    int from = at < 0 ? -at - 1 : at;
    while (from > 0 && nanos[from - 1] == time) {
      from--;
    }
    return from == 0 ? 0 : ends[from - 1];
  }
}
