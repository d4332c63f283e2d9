package dev.weir.node.bridge;

/**
 * How a node finds its region's database.
 *
 * @param well whether it serves
 * @param detail what an operator wants to know of it, such as a breaker's state; cut to {@value
 *     #MAX_DETAIL} characters
 */
public record DatabaseHealth(boolean well, String detail) {

  /** The most characters of detail. */
  public static final int MAX_DETAIL = 120;

  public DatabaseHealth {
    detail = detail.substring(0, Math.min(MAX_DETAIL, detail.length()));
  }
}
