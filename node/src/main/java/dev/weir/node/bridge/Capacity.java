package dev.weir.node.bridge;

/**
 * How many requests a second nodes can carry, out of what they do now.
 *
 * <p>By Little's law requests in flight are the rate times the latency. So with the latency as it
 * is, a node that answers {@code r} requests a second with {@code f} of them in flight answers
 * {@code r × limit / f} when as many are in flight as may be. Latency grows before that: nothing
 * beyond ten times the present rate is believed. A node that does next to nothing proves nothing;
 * it is believed to carry {@value #FLOOR} requests a second.
 *
 * @param carries requests a second that the nodes can carry together
 * @param load requests a second that they have now
 */
public record Capacity(long carries, long load) {

  /** What each node is believed to carry, whatever it does now. */
  public static final long FLOOR = 1_000;

  /** How many times its present rate a node is believed to carry at most. */
  public static final long MOST = 10;

  /** Of a region's nodes: those that are ready and not about to go. */
  public static Capacity of(Digest digest) {
    long carries = 0;
    for (NodeReport node : digest.nodes()) {
      carries += node.ready() && !node.draining() ? carries(node.load()) : 0;
    }
    return new Capacity(carries, digest.load().requestsPerSecond());
  }

  private static long carries(Load load) {
    long rate = load.requestsPerSecond();
    double atLimit = (double) rate * load.limit() / Math.max(load.inFlight(), 1);
    double believed = Math.min(atLimit, (double) rate * MOST);
    return Math.max(FLOOR, (long) believed);
  }

  /** Requests a second that could come in addition. */
  public long spare() {
    return Math.max(0, carries - load);
  }
}
