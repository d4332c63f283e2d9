package dev.weir.node.bridge;

import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the newest digest of each region, and compares clocks. Time is an argument; any thread.
 *
 * <p>Clocks are compared by whoever sent the digest that is echoed: the site master. The others
 * take over what their site master says in its own digest.
 */
final class NeighbourWatch {

  /** A digest, and when it came. */
  private record Heard(Digest digest, long atNanos) {}

  private final BridgeConfig config;
  private final NodeId self;

  /** Guarded by this, as is what follows. */
  private final Map<Region, Heard> heard = new TreeMap<>();

  private final Map<Region, ClockSamples> samples = new TreeMap<>();

  NeighbourWatch(BridgeConfig config, NodeId self) {
    this.config = config;
    this.self = self;
  }

  /**
   * Takes over a digest, unless a later one of the same sender has arrived.
   *
   * @return whether it is of a region that the configuration names
   */
  synchronized boolean hear(Digest digest, long nowNanos, long nowMicros) {
    if (!config.regions().containsKey(digest.region())) {
      return false;
    }
    Heard before = heard.get(digest.region());
    boolean overtaken = before != null && digest.stamp().isBefore(before.digest().stamp());
    if (!overtaken) {
      heard.put(digest.region(), new Heard(digest, nowNanos));
      digest.echoes().stream()
          .filter(echo -> echo.sender().equals(self) && !digest.region().equals(config.home()))
          .forEach(echo ->
              samples
                  .computeIfAbsent(digest.region(), ClockSamples::new)
                  .add(echo, digest.stamp().sentMicros(), nowMicros));
    }
    return true;
  }

  /** What is known now. */
  synchronized Neighbours now(long nowNanos) {
    List<Neighbour> neighbours = new ArrayList<>();
    config
        .regions()
        .forEach((region, peer) -> {
          if (!region.equals(config.home())) {
            neighbours.add(neighbour(region, peer, nowNanos));
          }
        });
    return new Neighbours(neighbours);
  }

  private Neighbour neighbour(Region region, BridgeConfig.Peer peer, long nowNanos) {
    Heard known = heard.get(region);
    if (known == null) {
      return new Neighbour(
          region, peer.number(), Optional.empty(), Duration.ZERO, Optional.empty());
    }
    return new Neighbour(
        region,
        OptionalInt.of(known.digest().number()),
        Optional.of(known.digest()),
        Duration.ofNanos(nowNanos - known.atNanos()),
        clock(region));
  }

  /** By own samples, if this node has any; else by those of the site master. */
  private Optional<ClockOffset> clock(Region region) {
    ClockSamples own = samples.get(region);
    Optional<ClockOffset> best = own == null ? Optional.empty() : own.best();
    return best.or(() ->
        Optional.ofNullable(heard.get(config.home())).stream()
            .flatMap(master -> master.digest().clocks().stream())
            .filter(clock -> clock.region().equals(region))
            .findFirst());
  }

  /** What this node has found of other regions' clocks itself. */
  synchronized List<ClockOffset> clocks() {
    return samples.values().stream().flatMap(each -> each.best().stream()).toList();
  }

  /** That other regions' digests arrived. */
  synchronized List<Echo> echoes(long nowNanos) {
    return heard.values().stream()
        .filter(each -> !each.digest().region().equals(config.home()))
        .map(each ->
            new Echo(
                each.digest().stamp().sender(),
                each.digest().stamp().sentMicros(),
                TimeUnit.NANOSECONDS.toMicros(nowNanos - each.atNanos())))
        .toList();
  }

  /** Who speaks for this region, by the last digest of its own that came. */
  synchronized Optional<NodeId> siteMaster() {
    return Optional.ofNullable(heard.get(config.home()))
        .map(each -> each.digest().stamp().sender());
  }
}
