package dev.weir.chaos.sim.database;

import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.node.store.Cells;
import dev.weir.node.store.Paging;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What several replicas hold of a channel, made one, as a coordinator does it: cell by cell the
 * latest wins. Notes which of the rows that somebody looked at differ.
 */
final class Merged implements Paging.Rows {

  private final long channel;
  private final Rows[] replicas;

  /** For each replica what it lacks of the rows that were looked at. */
  private final List<List<Mutation.Row>> lacking;

  private final boolean single;

  Merged(long channel, Rows[] replicas) {
    this.channel = channel;
    this.replicas = replicas;
    this.lacking = new ArrayList<>(replicas.length);
    for (int i = 0; i < replicas.length; i++) {
      lacking.add(new ArrayList<>());
    }
    this.single = allSame(replicas);
  }

  private static boolean allSame(Rows[] replicas) {
    for (Rows each : replicas) {
      if (each != replicas[0]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isEmpty() {
    for (Rows each : replicas) {
      if (!each.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  Optional<Message> get(MessageId id) {
    Cells cells = look(id.value());
    return cells == null ? Optional.empty() : cells.message(id);
  }

  /** What the replica at this place is to be told; empty if it knew it all. */
  List<Mutation.Row> lacking(int replica) {
    return lacking.get(replica);
  }

  @Override
  public Iterator<Message> down(long from) {
    return new Way(from, false);
  }

  @Override
  public Iterator<Message> up(long from) {
    return new Way(from, true);
  }

  private @Nullable Cells look(long id) {
    if (single) {
      return replicas[0].get(id);
    }
    Cells merged = null;
    long covered = Cells.NEVER;
    for (Rows each : replicas) {
      Cells mine = each.get(id);
      if (mine != null && merged != mine) {
        merged = merged == null ? mine : merged.merge(mine);
      }
      covered = Math.max(covered, each.deletedMicros(id));
    }
    if (merged == null) {
      return null;
    }
    if (covered != Cells.NEVER) {
      merged = merged.merge(Cells.deleted(covered));
    }
    for (int i = 0; i < replicas.length; i++) {
      Cells mine = replicas[i].get(id);
      if (mine != merged && !merged.equals(mine)) {
        lacking.get(i).add(new Mutation.Row(channel, id, merged));
      }
    }
    return merged;
  }

  /** A walk over the ids of all of them. */
  private final class Way implements Iterator<Message> {

    private final boolean up;
    private final int[] at;
    private @Nullable Message next;

    Way(long from, boolean up) {
      this.up = up;
      this.at = new int[replicas.length];
      for (int i = 0; i < at.length; i++) {
        int place = replicas[i].find(from);
        if (place < 0) {
          place = up ? -place - 1 : -place - 2;
        }
        at[i] = place;
      }
    }

    @Override
    public boolean hasNext() {
      while (next == null && step()) {}
      return next != null;
    }

    private boolean step() {
      long best = 0;
      boolean found = false;
      for (int i = 0; i < at.length; i++) {
        if (isWithin(i)) {
          long id = replicas[i].id(at[i]);
          if (!found || (up ? id < best : id > best)) {
            best = id;
            found = true;
          }
        }
      }
      if (!found) {
        return false;
      }
      for (int i = 0; i < at.length; i++) {
        if (isWithin(i) && replicas[i].id(at[i]) == best) {
          at[i] += up ? 1 : -1;
        }
      }
      Cells cells = look(best);
      next = cells == null ? null : cells.message(Rows.name(best)).orElse(null);
      return true;
    }

    private boolean isWithin(int i) {
      return at[i] >= 0 && at[i] < replicas[i].size();
    }

    @Override
    public Message next() {
      boolean any = hasNext();
      Message found = next;
      if (!any || found == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return found;
    }
  }
}
