package dev.weir.node.bridge;

/**
 * What a node has to do.
 *
 * @param requestsPerSecond in the last second
 * @param inFlight requests that it works at now
 * @param limit the most that it would work at, at once
 */
public record Load(long requestsPerSecond, long inFlight, long limit) {

  public static final Load NONE = new Load(0, 0, 0);

  public Load {
    if (requestsPerSecond < 0 || inFlight < 0 || limit < 0) {
      throw new IllegalArgumentException(
          "load %d/s, %d of %d in flight: not below zero"
              .formatted(requestsPerSecond, inFlight, limit));
    }
  }
}
