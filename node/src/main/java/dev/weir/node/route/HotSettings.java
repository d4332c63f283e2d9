package dev.weir.node.route;

import java.time.Duration;

/**
 * When readers of a channel are told to spread.
 *
 * @param readsPerSecond of one channel that one node should get, 1 or more
 * @param nodes that they are spread over at most, 1 to 255; 1 never spreads
 * @param lasting how long readers keep to it before they ask the owner again
 */
public record HotSettings(int readsPerSecond, int nodes, Duration lasting) {

  public static final int DEFAULT_READS_PER_SECOND = 2_000;
  public static final int DEFAULT_NODES = 8;
  public static final Duration DEFAULT_LASTING = Duration.ofSeconds(10);

  public HotSettings {
    if (readsPerSecond < 1 || nodes < 1 || nodes > 255) {
      throw new IllegalArgumentException(
          "%d reads a second over %d nodes: 1 or more, over 1 to 255"
              .formatted(readsPerSecond, nodes));
    }
  }
}
