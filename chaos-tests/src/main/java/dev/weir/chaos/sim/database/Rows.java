package dev.weir.chaos.sim.database;

import dev.weir.messages.MessageId;
import dev.weir.node.store.Cells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a replica holds of a channel at one moment: its rows by their ids, and the range tombstones
 * over them. Immutable, so that a read may keep it.
 */
final class Rows {

  static final Rows NONE = new Rows(new long[0], new Cells[0], 0, new long[0], new long[0]);

  private final long[] ids;
  private final Cells[] cells;
  private final int size;

  /** Everything below a bound is deleted at its time. */
  private final long[] bounds;

  private final long[] boundMicros;

  private Rows(long[] ids, Cells[] cells, int size, long[] bounds, long[] boundMicros) {
    this.ids = ids;
    this.cells = cells;
    this.size = size;
    this.bounds = bounds;
    this.boundMicros = boundMicros;
  }

  int size() {
    return size;
  }

  long id(int at) {
    return ids[at];
  }

  Cells cells(int at) {
    return cells[at];
  }

  /** Where a row is; negative as of {@link Arrays#binarySearch} if there is none. */
  int find(long id) {
    if (size > 0 && ids[size - 1] < id) {
      return -size - 1;
    }
    return Arrays.binarySearch(ids, 0, size, id);
  }

  @Nullable Cells get(long id) {
    int at = find(id);
    return at < 0 ? null : cells[at];
  }

  /** With a write to one row. */
  Rows with(long id, Cells write) {
    long covered = deletedMicros(id);
    Cells mine = covered == Cells.NEVER ? write : write.merge(Cells.deleted(covered));
    int at = find(id);
    if (at >= 0) {
      Cells merged = cells[at] == mine ? mine : cells[at].merge(mine);
      if (merged.equals(cells[at])) {
        return this;
      }
      Cells[] changed = cells.clone();
      changed[at] = merged;
      return new Rows(ids, changed, size, bounds, boundMicros);
    }
    int place = -at - 1;
    int room = size < ids.length && place == size ? ids.length : size + 8 + size / 4;
    long[] moreIds = Arrays.copyOf(ids, room);
    Cells[] moreCells = Arrays.copyOf(cells, room);
    System.arraycopy(ids, place, moreIds, place + 1, size - place);
    System.arraycopy(cells, place, moreCells, place + 1, size - place);
    moreIds[place] = id;
    moreCells[place] = mine;
    return new Rows(moreIds, moreCells, size + 1, bounds, boundMicros);
  }

  /** With everything below a bound deleted. */
  Rows without(long bound, long atMicros) {
    Cells[] left = cells.clone();
    for (int i = 0; i < size && ids[i] < bound; i++) {
      left[i] = left[i].merge(Cells.deleted(atMicros));
    }
    long[] moreBounds = Arrays.copyOf(bounds, bounds.length + 1);
    long[] moreMicros = Arrays.copyOf(boundMicros, bounds.length + 1);
    moreBounds[bounds.length] = bound;
    moreMicros[bounds.length] = atMicros;
    return new Rows(ids, left, size, moreBounds, moreMicros);
  }

  /** The latest range tombstone over a row. */
  long deletedMicros(long id) {
    long latest = Cells.NEVER;
    for (int i = 0; i < bounds.length; i++) {
      if (id < bounds[i]) {
        latest = Math.max(latest, boundMicros[i]);
      }
    }
    return latest;
  }

  /** Whether anything was ever written to it. */
  boolean isEmpty() {
    return size == 0;
  }

  static MessageId name(long id) {
    return new MessageId(id);
  }
}
