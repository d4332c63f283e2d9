package dev.weir.node.coalesce;

import dev.weir.messages.Call;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.messages.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * Followers of a channel who came while others like them were in the air, each from a place of his
 * own: they leave together in the next flight, which goes back as far as the furthest needs. So
 * however many there are, one flight is in the air and one gathers, as log writers commit in
 * groups. Guarded by the channel's lock.
 */
final class Gathering {

  final boolean here;
  final boolean abroad;
  private final List<Waiter<Page>> waiters = new ArrayList<>();
  private final History first;
  private MessageId lowest;
  private boolean allTheSame = true;
  private Tokens tokens = Tokens.NONE;
  private ReadLevel level = ReadLevel.EVENTUAL;

  /** A gathering of those who want something like {@code first}. */
  Gathering(History first, Moment now) {
    this.first = first;
    this.lowest = Followers.placeOf(first).orElseThrow();
    this.here = now.here();
    this.abroad = now.abroad();
  }

  void add(Waiter<Page> waiter, History wanted, Call call) {
    waiter.request = wanted;
    waiter.call = call;
    waiters.add(waiter);
    MessageId place = Followers.placeOf(wanted).orElseThrow();
    lowest = place.compareTo(lowest) < 0 ? place : lowest;
    allTheSame &= wanted.equals(first);
    if (call.level() != ReadLevel.EVENTUAL) {
      level = call.level();
      tokens = tokens.and(call.tokens());
    }
  }

  int size() {
    return waiters.size();
  }

  /** What to ask for all of them. */
  History request() {
    return allTheSame
        ? first
        : new History(first.channel(), new Slice.Since(lowest), History.MAX_LIMIT);
  }

  /** What none of them may miss. */
  Tokens tokens() {
    return tokens;
  }

  ReadLevel level() {
    return level;
  }

  /** Those who gathered, but for those for whom it is too late. */
  List<Waiter<Page>> waiters() {
    return waiters;
  }

  /** Gives back those for whom it is too late. */
  List<Waiter<Page>> takeOver(long nowNanos) {
    List<Waiter<Page>> over = new ArrayList<>();
    waiters.removeIf(waiter -> waiter.isOver(nowNanos) && over.add(waiter));
    return over;
  }
}
