package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * What the engine beneath a {@link WeirClient} and {@link Peers} is told of them.
 *
 * @param contacts to connect to, whatever any table says
 * @param hello what each connection begins with
 * @param self for a node among its peers, which keeps connections to all of them and is told the
 *     tables; empty for a client, which connects as it needs and asks for the tables
 */
record Setup(
    List<NodeAddress> contacts,
    Query.Hello hello,
    ClientConfig.Connecting connecting,
    ClientConfig.Limits limits,
    Optional<NodeId> self) {

  static Setup of(ClientConfig config) {
    return new Setup(
        config.contacts(),
        new Query.Hello(Codec.VERSION, Codec.VERSION, config.credentials(), config.name()),
        config.connecting(),
        config.limits(),
        Optional.empty());
  }

  static Setup of(PeersConfig config) {
    return new Setup(
        List.of(),
        new Query.Hello(Codec.VERSION, Codec.VERSION, config.credentials(), config.self().name()),
        config.connecting(),
        config.limits(),
        Optional.of(config.self()));
  }
}
