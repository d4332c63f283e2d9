package dev.weir.node.store;

import dev.weir.messages.MessageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What this node last saw of each number: where to try, never whether it succeeded. Numbers that
 * the node itself is trying for count as taken. For any thread.
 */
final class KnownLeases {

  /**
   * A number that seems free.
   *
   * @param last who had it before, if anybody
   */
  record Free(int worker, Optional<LeaseRow> last) {}

  private final RandomGenerator random;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final Map<Integer, LeaseRow> rows = new HashMap<>();
  private final Set<Integer> tried = new HashSet<>();

  KnownLeases(RandomGenerator random) {
    this.random = random;
  }

  /** A row was read; it may be older than what is known. */
  void saw(int worker, LeaseRow row) {
    synchronized (lock) {
      rows.merge(worker, row, (old, read) -> read.untilMicros() >= old.untilMicros() ? read : old);
    }
  }

  /** There is no row. */
  void sawNone(int worker) {
    synchronized (lock) {
      rows.remove(worker);
    }
  }

  /** Any number that seems free, at random, for this caller alone until {@link #done}. */
  Optional<Free> tryFor(long nowMicros) {
    synchronized (lock) {
      int[] free = new int[MessageId.IMPORT_WORKER];
      int count = 0;
      for (int worker = 0; worker < MessageId.IMPORT_WORKER; worker++) {
        LeaseRow row = rows.get(worker);
        if (!tried.contains(worker) && (row == null || row.isOver(nowMicros))) {
          free[count++] = worker;
        }
      }
      if (count == 0) {
        return Optional.empty();
      }
      int worker = free[random.nextInt(count)];
      tried.add(worker);
      return Optional.of(new Free(worker, Optional.ofNullable(rows.get(worker))));
    }
  }

  void done(int worker) {
    synchronized (lock) {
      tried.remove(worker);
    }
  }

  /** The number that a holder seems to have, if it does not know it itself. */
  OptionalInt of(UUID holder, long nowMicros) {
    synchronized (lock) {
      return rows.entrySet().stream()
          .filter(entry -> entry.getValue().holder().equals(holder))
          .filter(entry -> !entry.getValue().isOver(nowMicros))
          .mapToInt(Map.Entry::getKey)
          .findFirst();
    }
  }
}
