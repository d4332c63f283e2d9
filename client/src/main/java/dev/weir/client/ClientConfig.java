package dev.weir.client;

import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How a client finds its nodes and how patient it is.
 *
 * @param contacts nodes to connect to, in order of preference; at least one
 * @param name what nodes call this client in logs, at most 64 characters
 * @param timeout the deadline of a request that names none
 */
public record ClientConfig(List<NodeAddress> contacts, String name, Duration timeout) {

  /** The deadline of a request that names none. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  public ClientConfig {
    contacts = List.copyOf(contacts);
  }

  /** A client of these nodes, each {@code HOST:PORT}. */
  public static ClientConfig of(String... contacts) {
    return new ClientConfig(
        Arrays.stream(contacts).map(NodeAddress::parse).toList(), "java", DEFAULT_TIMEOUT);
  }
}
