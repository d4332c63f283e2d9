package dev.weir.node.server;

import dev.weir.topology.NodeAddress;
import java.time.Duration;

/**
 * Where a node listens, and what a connection may cost.
 *
 * @param listen the address to bind; port 0 takes a free one
 * @param connections at once, 1 to 1,000,000; one more is refused with {@code TOO_MANY_CONNECTIONS}
 * @param inFlight requests of one connection before it is read no further, 1 to 65,536
 * @param helloTimeout until HELLO is there
 * @param frameTimeout from a frame's first byte to its last
 * @param idleTimeout without any byte, and nothing in flight, until a connection is closed; clients
 *     ping more often
 * @param unwritableTimeout a connection that does not read its answers is closed after this time
 */
public record ServerConfig(
    NodeAddress listen,
    int connections,
    int inFlight,
    Duration helloTimeout,
    Duration frameTimeout,
    Duration idleTimeout,
    Duration unwritableTimeout) {

  public static final int DEFAULT_CONNECTIONS = 10_000;
  public static final int DEFAULT_IN_FLIGHT = 1_024;
  public static final Duration DEFAULT_HELLO_TIMEOUT = Duration.ofSeconds(2);
  public static final Duration DEFAULT_FRAME_TIMEOUT = Duration.ofSeconds(10);
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(60);
  public static final Duration DEFAULT_UNWRITABLE_TIMEOUT = Duration.ofSeconds(10);

  public ServerConfig {
    if (connections < 1 || connections > 1_000_000) {
      throw new IllegalArgumentException(
          "connections %d is not within 1..1000000".formatted(connections));
    }
    if (inFlight < 1 || inFlight > 65_536) {
      throw new IllegalArgumentException("in flight %d is not within 1..65536".formatted(inFlight));
    }
  }

  /** The defaults, at an address. */
  public static ServerConfig at(NodeAddress listen) {
    return new ServerConfig(
        listen,
        DEFAULT_CONNECTIONS,
        DEFAULT_IN_FLIGHT,
        DEFAULT_HELLO_TIMEOUT,
        DEFAULT_FRAME_TIMEOUT,
        DEFAULT_IDLE_TIMEOUT,
        DEFAULT_UNWRITABLE_TIMEOUT);
  }
}
