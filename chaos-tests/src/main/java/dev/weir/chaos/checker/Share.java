package dev.weir.chaos.checker;

/**
 * How many of some operations failed, of which a share may. Those of many runs can be added up,
 * where each of them alone has too few to be judged.
 */
public record Share(long operations, long failed) {

  static final Share NONE = new Share(0, 0);

  /** Both together. */
  public Share and(Share other) {
    return new Share(operations + other.operations, failed + other.failed);
  }

  /** Whether more than so many in a thousand failed. */
  public boolean isMoreThan(int perMille) {
    return failed * 1_000 > operations * perMille;
  }
}
