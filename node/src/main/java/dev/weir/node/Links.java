package dev.weir.node;

import dev.weir.client.Ground;
import dev.weir.client.RegionLink;
import dev.weir.messages.Deadline;
import dev.weir.messages.Room;
import dev.weir.messages.WorkerGrant;
import dev.weir.node.durability.OtherRegion;
import dev.weir.node.failover.Crossing;
import dev.weir.node.failover.Target;
import dev.weir.topology.Region;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The other regions, as this node reaches them: a link to each. Any thread. */
final class Links implements AutoCloseable {

  private record Link(PeerRegion peer, RegionLink link, Crossing crossing) implements Target {

    @Override
    public Region region() {
      return peer.region();
    }

    @Override
    public Room room() {
      return crossing;
    }

    @Override
    public boolean isReachable() {
      return link.isReachable();
    }
  }

  private final List<Link> links;

  private Links(List<Link> links) {
    this.links = links;
  }

  /** Begins to connect to all of them. Does not block. */
  static Links start(List<PeerRegion> peers, Ground ground) {
    return new Links(peers.stream().map(peer -> link(peer, ground)).toList());
  }

  private static Link link(PeerRegion peer, Ground ground) {
    RegionLink link = RegionLink.on(peer.region(), peer.contacts(), Runnable::run, ground);
    return new Link(peer, link, new Crossing(link, ground.ticker()));
  }

  /** Lets reads go that waited for a moment; to be called every few milliseconds by one thread. */
  void keepTime() {
    links.forEach(each -> each.crossing().keepTime());
  }

  /** In the order in which they stand in. */
  List<Target> targets() {
    return List.copyOf(links);
  }

  /** The same, for writes that each of them must keep. */
  List<OtherRegion> others() {
    return links.stream().map(each -> new OtherRegion(each.peer().number(), each.link())).toList();
  }

  /**
   * Leases in the first region that can be reached what this region's database could not give. The
   * number is that region's, and so are the ids that are made with it.
   *
   * @param failure why this region could not
   */
  CompletionStage<WorkerGrant> lease(
      UUID holder, OptionalInt kept, Deadline deadline, Throwable failure) {
    return links.stream()
        .filter(Link::isReachable)
        .findFirst()
        .map(each -> each.link().lease(holder, kept, deadline))
        .orElseGet(() -> CompletableFuture.failedStage(failure));
  }

  @Override
  public void close() {
    links.forEach(each -> each.link().close());
  }
}
