package dev.weir.messages;

/**
 * A point in what one node saw happen to the messages of its region: a write that was kept, or a
 * read that ended. Every answer brings the token of its own point; a request that brings it back is
 * answered by a read that began after it.
 *
 * @param region the number of the region whose database it is, 0 to {@value #MAX_REGION}
 * @param incarnation drawn at random each time a node starts
 * @param sequence grows with every point of an incarnation; the node's hybrid clock in microseconds
 *     since 1970, so it tells about when, too
 */
public record Token(int region, long incarnation, long sequence) {

  /** The highest number of a region. */
  public static final int MAX_REGION = 7;

  public Token {
    if (region < 0 || region > MAX_REGION) {
      throw WeirException.invalid("region %d of a token: 0 to %d".formatted(region, MAX_REGION));
    }
  }
}
