package dev.weir.chaos.sim.world;

/** A hash of everything that happened, in order: two runs that differ anywhere differ here. */
public final class Trace {

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private long hash = 1;

  /** Mixes a number in. */
  public void mix(long value) {
    hash = (Long.rotateLeft(hash, 5) ^ value) * PRIME;
  }

  /** Mixes bytes in. */
  public void mix(byte[] bytes) {
    long mixed = bytes.length;
    for (byte each : bytes) {
      mixed = mixed * 31 + each;
    }
    mix(mixed);
  }

  /** Of all that was mixed in so far. */
  public long hash() {
    return hash;
  }
}
