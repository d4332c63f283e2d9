package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of one channel that somebody wrote, or tried to, in the order of their ids. */
final class Biographies {

  private final long[] ids;
  private final Biography[] all;

  private Biographies(Biography[] sorted) {
    all = sorted;
    ids = new long[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      ids[i] = sorted[i].id();
    }
  }

  /** Those that some operations wrote. */
  static Biographies of(Operation[] operations) {
    Map<Long, List<Operation>> writes = new HashMap<>();
    for (Operation operation : operations) {
      if (operation.action() instanceof Action.Write write) {
        writes.computeIfAbsent(write.message(), ignored -> new ArrayList<>(2)).add(operation);
      }
    }
    long[] ids = writes.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    Biography[] sorted = new Biography[ids.length];
    for (int i = 0; i < ids.length; i++) {
      sorted[i] = Biography.of(ids[i], writes.getOrDefault(ids[i], List.of()));
    }
    return new Biographies(sorted);
  }

  int size() {
    return all.length;
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
