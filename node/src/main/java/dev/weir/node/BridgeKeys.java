package dev.weir.node;

import dev.weir.messages.MessageId;
import dev.weir.node.bridge.BridgeConfig;
import dev.weir.node.bridge.BridgeConfig.Peer;
import dev.weir.node.bridge.Digest;
import dev.weir.node.cluster.ClusterConfig;
import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import dev.weir.node.config.Settings;
import dev.weir.node.server.Identity;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The keys {@code bridge.*}: how regions hear of each other. */
final class BridgeKeys {

  private static final int MAX_NODES = 1_000;

  static final Key<NodeAddress> LISTEN =
      Keys.of(
          "bridge.listen",
          "127.0.0.1:7900",
          "HOST:PORT, the port 1 to " + BridgeConfig.MAX_PORT,
          "Where the bridge between regions reaches this node; the ports 100, 1000 and 1100 above"
              + " it are used, too. Anything but loopback needs cluster.tls or insecure: true.",
          BridgeKeys::listen);

  static final Key<Map<Region, Peer>> MEMBERS =
      Keys.of(
          "bridge.members",
          "",
          "REGION = HOST:PORT, …; REGION/NUMBER = …; up to %d regions with %d nodes each"
              .formatted(Digest.MAX_REGIONS, MAX_NODES),
          "bridge.listen of all regions' nodes, this one's with them, of all or of some; none for a"
              + " region alone. NUMBER is the region's ids.region, if it must be known before the"
              + " region was heard of.",
          BridgeKeys::members);

  static final List<Key<?>> OWN = List.of(LISTEN, MEMBERS);

  private BridgeKeys() {}

  /**
   * The bridge, if there is one.
   *
   * @param cluster whose certificates and failure timeout the bridge takes over
   */
  static Optional<BridgeConfig> read(
      Settings settings, Identity identity, int number, ClusterConfig cluster) {
    Map<Region, Peer> members = settings.get(MEMBERS);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    if (!members.containsKey(identity.region())) {
      settings.reject(
          MEMBERS, "the node's own region %s must be one of them".formatted(identity.region()));
      return Optional.empty();
    }
    return Optional.of(
        new BridgeConfig(
            identity.region(),
            number,
            settings.get(LISTEN),
            members,
            cluster.tls(),
            cluster.failureTimeout()));
  }

  private static NodeAddress listen(String text) {
    NodeAddress address = NodeAddress.parse(text);
    if (address.port() < 1 || address.port() > BridgeConfig.MAX_PORT) {
      throw new IllegalArgumentException("port %d".formatted(address.port()));
    }
    return address;
  }

  private static Map<Region, Peer> members(String text) {
    Map<Region, Peer> members = new TreeMap<>();
    for (String part : text.split(";")) {
      if (part.isBlank()) {
        continue;
      }
      String[] pair = part.split("=", 2);
      String[] name = pair[0].strip().split("/", 2);
      Peer peer = new Peer(number(name), addresses(pair.length == 2 ? pair[1] : ""));
      if (members.put(new Region(name[0]), peer) != null) {
        throw new IllegalArgumentException("region %s is there twice".formatted(name[0]));
      }
    }
    if (members.size() > Digest.MAX_REGIONS) {
      throw new IllegalArgumentException("%d regions".formatted(members.size()));
    }
    return Map.copyOf(members);
  }

  private static OptionalInt number(String[] name) {
    if (name.length == 1) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(name[1].strip());
    if (number < 0 || number > MessageId.MAX_REGION) {
      throw new IllegalArgumentException("region number %d".formatted(number));
    }
    return OptionalInt.of(number);
  }

  private static List<NodeAddress> addresses(String text) {
    List<NodeAddress> addresses = new ArrayList<>();
    for (String address : text.split(",")) {
      addresses.add(listen(address.strip()));
    }
    if (addresses.size() > MAX_NODES) {
      throw new IllegalArgumentException("%d nodes".formatted(addresses.size()));
    }
    return addresses;
  }
}
