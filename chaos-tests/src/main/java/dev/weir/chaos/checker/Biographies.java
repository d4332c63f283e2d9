package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;

/** The messages of one channel that somebody wrote, or tried to, in the order of their ids. */
final class Biographies {

  private final long[] ids;
  private final Biography[] all;

  private Biographies(Collection<Biography> sorted) {
    all = sorted.toArray(Biography[]::new);
    ids = sorted.stream().mapToLong(Biography::id).toArray();
  }

  /** Those that some operations of a history wrote. */
  static Biographies of(RecordedHistory history, int[] operations) {
    TreeMap<Long, Biography> byId = new TreeMap<>();
    for (int index : operations) {
      Operation operation = history.operation(index);
      if (operation.action() instanceof Action.Write write
          && operation.outcome() != Outcome.FAILED) {
        byId.computeIfAbsent(write.message(), Biography::new).add(operation);
      }
    }
    return new Biographies(byId.values());
  }

  Biography get(int place) {
    return all[place];
  }

  /** The place of an id, negative if nobody wrote it. */
  int find(long id) {
    return Arrays.binarySearch(ids, id);
  }

  /** The first place whose id is not below this one; their number if there is none. */
  int ceiling(long id) {
    int place = find(id);
    return place < 0 ? -place - 1 : place;
  }
}
