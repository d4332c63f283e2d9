package dev.weir.client;

import dev.weir.client.protocol.Query;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A region as an engine is told of it, and how to speak to its nodes.
 *
 * @param region whose nodes alone are wanted; empty for whichever region the contacts are of
 * @param contacts to connect to, whatever any table says
 * @param hello what each connection begins with
 * @param connecting how connections are made and watched
 * @param self for a node among its peers, which keeps connections to all of them and is told the
 *     tables; empty for a client, which connects as it needs and asks for the tables
 */
record Place(
    Optional<Region> region,
    List<NodeAddress> contacts,
    Query.Hello hello,
    ClientConfig.Connecting connecting,
    Optional<NodeId> self) {

  /** More than twice the time there and back between any two regions of the world. */
  private static final Duration FAR = Duration.ofSeconds(1);

  /** The same watching, of nodes so far away that their answers take longer. */
  static ClientConfig.Connecting farAway(ClientConfig.Connecting connecting) {
    Duration suspectAfter = connecting.suspectAfter();
    return new ClientConfig.Connecting(
        connecting.timeout(),
        connecting.attemptTimeout(),
        connecting.minBackoff(),
        connecting.maxBackoff(),
        connecting.pingInterval(),
        suspectAfter.compareTo(FAR) < 0 ? FAR : suspectAfter);
  }

  /** Why a node of this region is not wanted; empty if it is. */
  Optional<String> objectionTo(Region other) {
    return region
        .filter(meant -> !meant.equals(other))
        .map(meant -> "is of region %s, not of %s".formatted(other, meant));
  }
}
