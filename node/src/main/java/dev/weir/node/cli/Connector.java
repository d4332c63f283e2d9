package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.List;

/** Connects to nodes. */
@FunctionalInterface
public interface Connector {

  /**
   * Connects to the first of the contacts that answers. Blocks.
   *
   * @param timeout of each request
   * @throws WeirException if none answers
   */
  Connection connect(List<NodeAddress> contacts, Duration timeout);
}
