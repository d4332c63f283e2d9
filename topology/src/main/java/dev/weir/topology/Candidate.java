package dev.weir.topology;

/**
 * A member that a range table may name, and what it may get.
 *
 * @param weight what it takes in comparison with others, 1 to {@value #MAX_WEIGHT}
 */
public record Candidate(Member member, int weight, Standing standing) {

  /** The heaviest member. */
  public static final int MAX_WEIGHT = 100;

  /** How a member stands when ranges are given out. */
  public enum Standing {
    /** Gets its share. */
    TAKES,
    /** Keeps what it has and gets nothing more: back after a crash, or away for a moment. */
    KEEPS,
    /** Gives everything away. */
    LEAVES
  }

  public Candidate {
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "weight %d is not within 1..%d".formatted(weight, MAX_WEIGHT));
    }
  }
}
