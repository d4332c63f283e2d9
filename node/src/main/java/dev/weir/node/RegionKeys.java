package dev.weir.node;

import dev.weir.messages.MessageId;
import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import dev.weir.node.config.Settings;
import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys {@code regions.*}: which other regions there are. */
final class RegionKeys {

  /** Read as text first: {@link #read} says what is wrong with it. */
  static final Key<String> PEERS =
      Keys.of(
          "regions.peers",
          "",
          PeerRegion.FORM + "; NAME/NUMBER = …, or nothing",
          "The other regions, each with its number in message ids (ids.region) and where clients"
              + " connect to some of its nodes. The order is the order in which they stand in when"
              + " this region's database fails.",
          text -> text);

  static final List<Key<?>> OWN = List.of(PEERS);

  private RegionKeys() {}

  /**
   * The other regions, in the order of failover; none if the list has a mistake, which is noted.
   *
   * @param own this node's region
   * @param number of this node's region
   */
  static List<PeerRegion> read(Settings settings, Region own, int number) {
    List<PeerRegion> peers = new ArrayList<>();
    try {
      Arrays.stream(settings.get(PEERS).split(";"))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .map(PeerRegion::parse)
          .forEach(peers::add);
      requireDistinct(peers, own, number);
      return List.copyOf(peers);
    } catch (IllegalArgumentException e) {
      settings.reject(PEERS, e.getMessage() + "; use " + PEERS.allowed());
      return List.of();
    }
  }

  private static void requireDistinct(List<PeerRegion> peers, Region own, int number) {
    if (peers.size() > MessageId.MAX_REGION) {
      throw new IllegalArgumentException(
          "%d other regions, there can be %d".formatted(peers.size(), MessageId.MAX_REGION));
    }
    Set<Region> names = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    for (PeerRegion peer : peers) {
      if (peer.region().equals(own)) {
        throw new IllegalArgumentException(own + " is this node's own region: name the others");
      }
      if (peer.number() == number) {
        throw new IllegalArgumentException(
            "%s has the number %d, which is this region's own (ids.region)"
                .formatted(peer.region(), number));
      }
      if (!names.add(peer.region())) {
        throw new IllegalArgumentException(peer.region() + " is named twice");
      }
      if (!numbers.add(peer.number())) {
        throw new IllegalArgumentException(
            "number %d is given twice, the second time to %s"
                .formatted(peer.number(), peer.region()));
      }
    }
  }
}
