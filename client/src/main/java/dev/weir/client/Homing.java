package dev.weir.client;

import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Which region a client of several asks: its home, as long as that can be reached, else the next
 * one in order. Knows neither sockets nor clocks: it is told what happens, and when. Not safe for
 * several threads.
 *
 * <pre>
 *              gone                       back, and the hold-down over
 * home takes ───────► home takes nothing ───────► 25 % ─1 s─► 50 % ─1 s─► 75 % ─1 s─► 100 %
 *    100 %                  ▲                        │            │          │
 *                           └──── gone again: twice the hold-down ┴──────────┘
 * </pre>
 *
 * <p>Leaving is at once, for each request alone: one that finds no node of home goes elsewhere,
 * whatever is said here. Coming back is slow, in steps, and slower after each relapse: a region
 * that has just started has cold caches and no connections, and all its clients come back in the
 * same minute. Which channels come first is the same for all clients, so that those who read one
 * channel still meet in one region, where their reads are merged.
 *
 * <p>A home without a connection for less than {@link #PATIENCE_NANOS}, some of whose nodes were
 * not even tried, is not gone: its last connection broke and the next is on its way.
 *
 * <p>The home's operators may ask for a share of channels to be taken elsewhere: at once, and for
 * {@link #ADVICE_NANOS} after the last answer that said so. Then they come back in the same steps.
 */
final class Homing {

  /** What can be had of the home region. */
  enum Reach {
    /** A node takes requests, and is not silent. */
    REACHED,
    /** None does, and some have not been tried. */
    SOUGHT,
    /** None does, and all have been tried. */
    GONE
  }

  static final int HOME = 0;
  static final int ALL = 100;

  /** Of all channels, in percent: four steps make a return of three seconds after the first. */
  static final int STEP = 25;

  /** Long enough to see what a step does to caches, short beside the outage before it. */
  static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A restarted process that dies again mostly does so sooner. */
  static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** However often it relapsed: a region that is well again is not left out for minutes. */
  static final long LONGEST_HOLD_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Lost again within this time after it was back: a relapse. */
  static final long RELAPSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  static final long ADVICE_NANOS = TimeUnit.SECONDS.toNanos(5);

  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int MAX_DOUBLINGS = 10;

  private final int regions;
  private Reach reach = Reach.REACHED;
  private long unreachedNanos;
  private Optional<Long> lastBackNanos = Optional.empty();
  private int relapses;
  private int from = ALL;
  private long stepsNanos;
  private int away;
  private long adviceNanos;

  /**
   * A client at home.
   *
   * @param regions how many there are, the home among them
   */
  Homing(int regions, long nowNanos) {
    this.regions = regions;
    this.stepsNanos = nowNanos;
  }

  /** What can be had of home now. */
  void see(Reach now, long nowNanos) {
    forgetOldAdvice(nowNanos);
    if (now == Reach.REACHED) {
      if (wasGone(nowNanos)) {
        back(nowNanos);
      }
    } else if (reach == Reach.REACHED) {
      unreachedNanos = nowNanos;
    }
    // What was tried once was tried, though its next attempt is on its way.
    reach = now == Reach.SOUGHT && reach == Reach.GONE ? Reach.GONE : now;
  }

  /** A node of home asks for this share of channels, in percent, to be taken elsewhere. */
  void advise(int share, long nowNanos) {
    forgetOldAdvice(nowNanos);
    if (share < away) {
      comeBackFrom(share(nowNanos), nowNanos);
    }
    away = share;
    adviceNanos = nowNanos;
  }

  /** Whether home's operators have asked for channels to be taken elsewhere, not long ago. */
  boolean isAdvised(long nowNanos) {
    forgetOldAdvice(nowNanos);
    return away > 0;
  }

  /** The share of channels that home is to have, in percent. */
  int share(long nowNanos) {
    forgetOldAdvice(nowNanos);
    return shareAt(nowNanos);
  }

  /**
   * The region to ask, among those that {@code fits}: home if it is to have this channel; else the
   * first other one; home all the same if there is none. Empty only if none fits.
   *
   * @param channel empty for what concerns none: home has that as long as it has any channel
   * @param elsewhere rather another one than home, whatever home is to have
   */
  OptionalInt choose(
      Optional<ChannelId> channel, boolean elsewhere, IntPredicate fits, long nowNanos) {
    boolean homeFirst = !elsewhere && hasHome(channel, nowNanos);
    if (homeFirst && fits.test(HOME)) {
      return OptionalInt.of(HOME);
    }
    for (int region = HOME + 1; region < regions; region++) {
      if (fits.test(region)) {
        return OptionalInt.of(region);
      }
    }
    return !homeFirst && fits.test(HOME) ? OptionalInt.of(HOME) : OptionalInt.empty();
  }

  private boolean hasHome(Optional<ChannelId> channel, long nowNanos) {
    int place = channel.map(ChannelId::place).orElse(0);
    return place < share(nowNanos);
  }

  private boolean wasGone(long nowNanos) {
    return reach == Reach.GONE
        || (reach == Reach.SOUGHT && nowNanos - unreachedNanos >= PATIENCE_NANOS);
  }

  private void back(long nowNanos) {
    boolean isRelapse =
        lastBackNanos.isPresent() && unreachedNanos - lastBackNanos.get() < RELAPSE_NANOS;
    relapses = isRelapse ? Math.min(relapses + 1, MAX_DOUBLINGS) : 0;
    lastBackNanos = Optional.of(nowNanos);
    long heldNanos = unreachedNanos + Math.min(HOLD_NANOS << relapses, LONGEST_HOLD_NANOS);
    from = 0;
    stepsNanos = later(heldNanos, nowNanos);
  }

  private void forgetOldAdvice(long nowNanos) {
    if (away > 0 && nowNanos - adviceNanos > ADVICE_NANOS) {
      long endNanos = adviceNanos + ADVICE_NANOS;
      comeBackFrom(shareAt(endNanos), endNanos);
      away = 0;
    }
  }

  /** A hold-down that is not over goes on. */
  private void comeBackFrom(int share, long atNanos) {
    from = share;
    stepsNanos = later(stepsNanos, atNanos);
  }

  private int shareAt(long nowNanos) {
    return reach == Reach.GONE ? 0 : Math.min(stepAt(nowNanos), ALL - away);
  }

  private int stepAt(long nowNanos) {
    long sinceNanos = nowNanos - stepsNanos;
    return sinceNanos < 0 ? from : (int) Math.min(ALL, from + STEP * (1 + sinceNanos / STEP_NANOS));
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
