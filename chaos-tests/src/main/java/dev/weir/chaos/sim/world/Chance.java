package dev.weir.chaos.sim.world;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Where chance comes from: each concern draws from a source of its own. */
public final class Chance {

  private Chance() {}

  /** The source of one concern of a run: what others draw does not change what it gives. */
  public static SplittableRandom of(long seed, String concern) {
    long mixed = seed;
    for (int i = 0; i < concern.length(); i++) {
      mixed = (mixed ^ concern.charAt(i)) * 0x9E3779B97F4A7C15L;
      mixed ^= mixed >>> 29;
    }
    return new SplittableRandom(mixed);
  }

  /** A number of this range, both ends included, small ones as likely as large ones by factor. */
  public static long skewed(RandomGenerator random, long least, long most) {
    double factor = (double) most / least;
    return Math.min(most, Math.round(least * Math.pow(factor, random.nextDouble())));
  }

  /** A number of this range, both ends included. */
  public static int within(RandomGenerator random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** A wait around a mean, often shorter, seldom longer, eight times as long at most. */
  public static long wait(RandomGenerator random, long meanNanos) {
    double share = -Math.log(1 - random.nextDouble());
    return (long) (meanNanos * Math.min(8, share));
  }
}
