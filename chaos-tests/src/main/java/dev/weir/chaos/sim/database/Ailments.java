package dev.weir.chaos.sim.database;

import java.util.random.RandomGenerator;

/** What is wrong with a region's coordinators; nothing, unless a fault says so. */
public final class Ailments {

  /** A kind of trouble, and how many statements it has met. */
  public static final class Trouble {

    private final RandomGenerator random;
    private double share;
    private long met;

    Trouble(RandomGenerator random) {
      this.random = random;
    }

    /** Meets this share of the statements from here on, 0 to 1. */
    public void meets(double ofAll) {
      share = ofAll;
    }

    /** How many statements it has met. */
    public long met() {
      return met;
    }

    boolean strikes() {
      boolean strikes = share > 0 && random.nextDouble() < share;
      met += strikes ? 1 : 0;
      return strikes;
    }
  }

  /** Refused: too much to do. */
  public final Trouble overloaded;

  /** Refused: too few replicas are there, or so it seems. */
  public final Trouble unavailable;

  /** A read that is not answered in time. */
  public final Trouble readTimeout;

  /** A write that is not confirmed in time: it is kept nowhere, by some, or later. */
  public final Trouble writeTimeout;

  /** A statement that is done, and whose answer never arrives. */
  public final Trouble answerLost;

  Ailments(RandomGenerator random) {
    overloaded = new Trouble(random);
    unavailable = new Trouble(random);
    readTimeout = new Trouble(random);
    writeTimeout = new Trouble(random);
    answerLost = new Trouble(random);
  }
}
