package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Which acknowledged writes are not there afterwards (I1): what a whole channel holds at the end is
 * held against all that anybody was acknowledged.
 *
 * @param counts by how durable the writes were to be, and who acknowledged them
 * @param first some of those that are missing, at most {@value #MAX_TOLD}
 */
public record Losses(Map<Kind, Count> counts, List<Operation> first) {

  /** As many are told one by one. */
  public static final int MAX_TOLD = 20;

  /**
   * A kind of writes.
   *
   * @param durability such as {@code every_region}
   * @param region the number of the region whose database acknowledged them
   */
  public record Kind(String durability, int region) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byDurability = durability.compareTo(other.durability);
      return byDurability == 0 ? Integer.compare(region, other.region) : byDurability;
    }
  }

  /** How many of a kind were acknowledged, and how many of these are missing. */
  public record Count(long acknowledged, long missing) {
    Count and(boolean isMissing) {
      return new Count(acknowledged + 1, missing + (isMissing ? 1 : 0));
    }
  }

  public Losses {
    counts = Map.copyOf(counts);
    first = List.copyOf(first);
  }

  /**
   * Counts.
   *
   * @param contents what each channel of the history holds, by the channel's number: the version of
   *     each message that is there
   */
  public static Losses of(RecordedHistory history, IntFunction<Map<Long, Integer>> contents) {
    Map<Integer, Map<Long, Integer>> channels = new TreeMap<>();
    Set<Long> deletable = deletable(history);
    Map<Kind, Count> counts = new TreeMap<>();
    List<Operation> first = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Operation operation = history.operation(i);
      if (operation.isOk() && operation.action() instanceof Action.Write write) {
        Map<Long, Integer> there = channels.computeIfAbsent(operation.channel(), contents::apply);
        boolean isMissing = isMissing(write, there, deletable);
        Kind kind =
            new Kind(
                operation.terms().durability().name().toLowerCase(Locale.ROOT),
                operation.told().region());
        counts.put(kind, counts.getOrDefault(kind, new Count(0, 0)).and(isMissing));
        if (isMissing && first.size() < MAX_TOLD) {
          first.add(operation);
        }
      }
    }
    return new Losses(counts, first);
  }

  /** All that are missing. */
  public long missing() {
    return counts.values().stream().mapToLong(Count::missing).sum();
  }

  /** All that were acknowledged. */
  public long acknowledged() {
    return counts.values().stream().mapToLong(Count::acknowledged).sum();
  }

  /** The messages that somebody at least tried to delete, and may have. */
  private static Set<Long> deletable(RecordedHistory history) {
    Set<Long> messages = new HashSet<>();
    for (int i = 0; i < history.size(); i++) {
      Operation operation = history.operation(i);
      if (operation.action() instanceof Action.Write write
          && write.version() == Version.DELETED
          && operation.outcome() != Outcome.FAILED) {
        messages.add(write.message());
      }
    }
    return messages;
  }

  private static boolean isMissing(
      Action.Write write, Map<Long, Integer> there, Set<Long> deletable) {
    Integer version = there.get(write.message());
    if (version == null) {
      return !deletable.contains(write.message());
    }
    return version < write.version();
  }

  /** For people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(counts)
        .forEach((kind, count) ->
            text.append(
                "%s%s by %d: %d of %d missing"
                    .formatted(
                        text.isEmpty() ? "" : ", ",
                        kind.durability(),
                        kind.region(),
                        count.missing(),
                        count.acknowledged())));
    return text.toString();
  }
}
