package dev.weir.chaos.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One way from a host to another: how long it takes, what gets lost, and whether it is open. */
public final class Link {

  /** What TCP waits before it sends again what was lost. */
  private static final long RETRANSMIT_NANOS = 200_000_000;

  private static final int MOST_LOSSES = 5;

  private final Agenda agenda;
  private final RandomGenerator random;
  private final long latencyNanos;
  private final long jitterNanos;
  private double loss;
  private double duplicates;
  private long disorderNanos;
  private int blocks;
  private List<Runnable> whenOpen = new ArrayList<>();
  private long held;
  private long lost;
  private long doubled;
  private long late;

  Link(Agenda agenda, RandomGenerator random, long latencyNanos, long jitterNanos) {
    this.agenda = agenda;
    this.random = random;
    this.latencyNanos = latencyNanos;
    this.jitterNanos = jitterNanos;
  }

  /** How long the next packet takes that TCP sees to: one that is lost is sent again. */
  long streamNanos() {
    long nanos = messageNanos();
    for (int i = 0; loss > 0 && i < MOST_LOSSES && random.nextDouble() < loss; i++) {
      lost++;
      nanos += RETRANSMIT_NANOS << i;
    }
    return nanos;
  }

  /** How long the next packet takes if it arrives. */
  long messageNanos() {
    long nanos = latencyNanos + (jitterNanos == 0 ? 0 : random.nextLong(jitterNanos));
    if (disorderNanos > 0 && random.nextInt(4) == 0) {
      late++;
      nanos += random.nextLong(disorderNanos);
    }
    return nanos;
  }

  /** Whether the next packet is lost for good, unless somebody sends it again. */
  boolean loses() {
    boolean loses = loss > 0 && random.nextDouble() < loss;
    lost += loses ? 1 : 0;
    return loses;
  }

  /** Whether the next packet arrives twice. */
  boolean doubles() {
    boolean doubles = duplicates > 0 && random.nextDouble() < duplicates;
    doubled += doubles ? 1 : 0;
    return doubles;
  }

  /** Whether nothing comes through. */
  public boolean isBlocked() {
    return blocks > 0;
  }

  /** Something did not come through. */
  void held() {
    held++;
  }

  /** Has something done as soon as the link is open. */
  void whenOpen(Runnable task) {
    whenOpen.add(task);
  }

  /** Lets nothing through until it is opened as often. */
  public void block() {
    blocks++;
  }

  /** Lets packets through again: those that TCP has kept are sent again. */
  public void open() {
    blocks = Math.max(0, blocks - 1);
    if (blocks == 0 && !whenOpen.isEmpty()) {
      List<Runnable> waiting = whenOpen;
      whenOpen = new ArrayList<>();
      for (Runnable task : waiting) {
        agenda.after(random.nextLong(RETRANSMIT_NANOS), task);
      }
    }
  }

  /** Loses this share of packets, 0 to 1. */
  public void lose(double share) {
    loss = share;
  }

  /**
   * Has some packets come late, and some twice.
   *
   * @param mostNanos how late at most; 0 for none
   * @param share of the packets that come twice, where nobody sees to it that they do not
   */
  public void disorder(long mostNanos, double share) {
    disorderNanos = mostNanos;
    duplicates = share;
  }

  /** Packets that met a closed link. */
  public long heldSoFar() {
    return held;
  }

  /** Packets that were lost, and sent again or not. */
  public long lostSoFar() {
    return lost;
  }

  /** Packets that came late or twice. */
  public long disorderedSoFar() {
    return late + doubled;
  }
}
