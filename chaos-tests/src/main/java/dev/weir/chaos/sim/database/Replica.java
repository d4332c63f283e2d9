package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.world.Host;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A node of the database: holds all rows, as far as it has heard of them. Keeps them when killed.
 */
public final class Replica {

  /** A write that another replica has missed, and is yet to hear of. */
  static final class Hint {

    final Replica target;
    final Mutation mutation;
    long sentNanos = Long.MIN_VALUE / 2;

    Hint(Replica target, Mutation mutation) {
      this.target = target;
      this.mutation = mutation;
    }
  }

  private final int region;
  private final int number;
  private final Host host;
  private final RandomGenerator random;
  private final long serviceNanos;
  private final int atOnce;
  private final Map<Long, Rows> channels = new TreeMap<>();
  private final Set<Driver.Pending> asked = new LinkedHashSet<>();
  private List<Hint> hints = new ArrayList<>();
  private double slowness = 1;
  private double lateShare;
  private long lateNanos;
  private long late;
  private long busyUntilNanos;
  private long leastNanos;
  private long worked;

  Replica(int region, int number, Host host, RandomGenerator random, DatabaseShape shape) {
    this.region = region;
    this.number = number;
    this.host = host;
    this.random = random;
    this.serviceNanos = shape.service().toNanos();
    this.atOnce = shape.atOnce();
  }

  int region() {
    return region;
  }

  /** Its place among all replicas of all regions. */
  int number() {
    return number;
  }

  public Host host() {
    return host;
  }

  /** Works so many times slower from here on. */
  public void slow(double times) {
    slowness = times;
  }

  /** Does no more than so many reads and writes a second from here on. */
  public void limit(double perSecond) {
    leastNanos = (long) (1e9 / perSecond);
  }

  /** Does as many as it can. */
  public void unlimit() {
    leastNanos = 0;
  }

  /** Reads and writes that it has worked on. */
  public long workSoFar() {
    return worked;
  }

  /** Hears of this share of the writes later, up to so much, in another order than they came. */
  public void late(double share, long mostNanos) {
    lateShare = share;
    lateNanos = mostNanos;
  }

  /** Writes that it heard of late. */
  public long lateSoFar() {
    return late;
  }

  /** What it holds of a channel. */
  Rows rows(long channel) {
    return channels.getOrDefault(channel, Rows.NONE);
  }

  /** The channels of which it holds anything, in order. */
  Map<Long, Rows> channels() {
    return channels;
  }

  /** How long what comes now has to wait before it is worked on. */
  long backlogNanos(long nowNanos) {
    return Math.max(0, busyUntilNanos - nowNanos);
  }

  /** How long it takes until what comes now is done. */
  long workNanos(long nowNanos) {
    long work = (long) (serviceNanos * slowness * (0.5 + random.nextDouble()));
    worked++;
    busyUntilNanos = Math.max(busyUntilNanos, nowNanos) + Math.max(leastNanos, work / atOnce);
    return busyUntilNanos - nowNanos + work;
  }

  /** Takes a write in, some time from now. */
  void take(Mutation mutation, long nowNanos, Runnable kept) {
    long after = workNanos(nowNanos);
    if (lateShare > 0 && random.nextDouble() < lateShare) {
      late++;
      after += random.nextLong(lateNanos);
    }
    host.after(
        after,
        () -> {
          keep(mutation);
          kept.run();
        });
  }

  private void keep(Mutation mutation) {
    Rows before = rows(mutation.channel());
    Rows next = mutation.apply(before);
    if (next != before) {
      channels.put(mutation.channel(), next);
    }
  }

  /** Those who wait for an answer of it as their coordinator. */
  Set<Driver.Pending> asked() {
    return asked;
  }

  void hint(Replica target, Mutation mutation) {
    hints.add(new Hint(target, mutation));
  }

  List<Hint> hints() {
    return hints;
  }

  void forget(Hint hint) {
    hints.remove(hint);
  }

  @Override
  public String toString() {
    return host.name();
  }
}
