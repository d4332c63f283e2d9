package dev.weir.chaos.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A history second by second, for those of each home region.
 *
 * @param seconds in the order of time, then of regions; seconds in which nobody asked are left out
 */
public record Timeline(List<Second> seconds) {

  /**
   * One second of one home region.
   *
   * @param second since the timeline began, 0 for the first one; negative before that
   * @param home the region's number
   */
  public record Second(long second, int home, Stretch stretch) {}

  private record Key(long second, int home) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySecond = Long.compare(second, other.second);
      return bySecond == 0 ? Integer.compare(home, other.home) : bySecond;
    }
  }

  public Timeline {
    seconds = List.copyOf(seconds);
  }

  /**
   * The timeline of a history.
   *
   * @param beginNanos where its second 0 begins
   */
  public static Timeline of(RecordedHistory history, long beginNanos) {
    Map<Key, List<Operation>> operations = new TreeMap<>();
    for (int i = 0; i < history.size(); i++) {
      Operation operation = history.operation(i);
      if (operation.channel() != Operation.EVERY_CHANNEL) {
        long second =
            Math.floorDiv(
                operation.span().startedNanos() - beginNanos, TimeUnit.SECONDS.toNanos(1));
        operations
            .computeIfAbsent(new Key(second, operation.terms().home()), _ -> new ArrayList<>())
            .add(operation);
      }
    }
    return new Timeline(
        operations.entrySet().stream()
            .map(entry ->
                new Second(
                    entry.getKey().second(), entry.getKey().home(), Stretch.of(entry.getValue())))
            .toList());
  }

  /**
   * For people, a line each.
   *
   * @param names of the regions, by their numbers
   */
  public List<String> lines(List<String> names) {
    return seconds.stream()
        .map(each ->
            "%+4d s  %-4s %s".formatted(each.second(), names.get(each.home()), each.stretch()))
        .collect(Collectors.toList());
  }
}
