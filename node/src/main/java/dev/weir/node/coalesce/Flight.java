package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Caller;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read under way, and everybody who waits for it. Its query begins after it was made, and so
 * after everything that it claims.
 *
 * <p>To the rooms behind it is the caller: gone when nobody waits any more. All but that is guarded
 * by its channel's lock.
 */
final class Flight<A extends Answer> implements Caller {

  final Request<A> request;
  final ReadLevel level;

  /** Its answer is not older than these, and its query says so wherever it is sent. */
  final Tokens claims;

  /** Whether it is served by this node, whatever any table says. */
  final boolean here;

  /** Whether its claims are partly another region's. */
  final boolean abroad;

  final long bornNanos;

  private List<Waiter<A>> waiters = new ArrayList<>(1);
  private boolean sealed;
  private boolean ended;
  private volatile boolean gone;

  /** The slower ones of the same request, that it may serve if it is done before them. */
  private @Nullable Flight<A> elder;

  private @Nullable Flight<A> younger;

  Flight(Request<A> request, ReadLevel level, Tokens claims, Moment born) {
    this.request = request;
    this.level = level;
    this.claims = claims;
    this.here = born.here();
    this.abroad = born.abroad();
    this.bornNanos = born.nanos();
  }

  /** Takes the place of a flight of the same request that is still under way. */
  void follow(Flight<A> slower) {
    elder = slower;
    slower.younger = this;
  }

  @Nullable Flight<A> elder() {
    return elder;
  }

  @Nullable Flight<A> younger() {
    return younger;
  }

  void add(Waiter<A> waiter) {
    waiters.add(waiter);
  }

  void addAll(List<Waiter<A>> others) {
    waiters.addAll(others);
  }

  int size() {
    return waiters.size();
  }

  /** Whether somebody waits for it, and it is the only one of its request. */
  boolean mayHaveSecond() {
    return !waiters.isEmpty() && elder == null;
  }

  /** Whether nobody waits for it, nor for a slower one that it may overtake. */
  boolean isOfNoUse() {
    if (!waiters.isEmpty()) {
      return false;
    }
    for (Flight<A> slower = elder; slower != null; slower = slower.elder) {
      if (!slower.waiters.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  boolean isEnded() {
    return ended;
  }

  boolean isSealed() {
    return sealed;
  }

  /** Takes no more followers; whether it did before. */
  boolean seal() {
    boolean was = !sealed && !ended;
    sealed = true;
    return was;
  }

  /** Whether what it brings is as good as what {@code other} would. */
  boolean replaces(Flight<?> other) {
    return claims.covers(new Tokens(other.claims.listed(), false))
        && level.compareTo(other.level) >= 0;
  }

  /** Ends it, and gives back who waited. */
  List<Waiter<A>> end() {
    ended = true;
    if (younger != null) {
      younger.elder = elder;
    }
    if (elder != null) {
      elder.younger = younger;
    }
    List<Waiter<A>> all = waiters;
    waiters = new ArrayList<>(0);
    return all;
  }

  /** Gives back those for whom it is too late. */
  List<Waiter<A>> takeOver(long nowNanos) {
    List<Waiter<A>> over = new ArrayList<>();
    waiters.removeIf(waiter -> waiter.isOver(nowNanos) && over.add(waiter));
    return over;
  }

  /** Nobody waits any more. */
  void abandon() {
    gone = true;
  }

  @Override
  public boolean isGone() {
    return gone;
  }
}
