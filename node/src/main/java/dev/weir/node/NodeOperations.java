package dev.weir.node;

import dev.weir.messages.Ticker;
import dev.weir.node.admin.Check;
import dev.weir.node.admin.EpochView;
import dev.weir.node.admin.HotChannel;
import dev.weir.node.admin.MemberView;
import dev.weir.node.admin.NodeView;
import dev.weir.node.admin.Operations;
import dev.weir.node.admin.OrderedView;
import dev.weir.node.admin.RangesView;
import dev.weir.node.admin.RegionCommand;
import dev.weir.node.admin.RegionsView;
import dev.weir.node.ownership.OwnershipStatus;
import dev.weir.node.ownership.OwnershipStatus.MemberStatus;
import dev.weir.node.route.TopChannels;
import dev.weir.node.server.Identity;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.RangeTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Shows operators a node's membership, and drains it for them. */
final class NodeOperations implements Operations {

  private static final Duration DRAIN_SAID = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(5);

  /** Addresses to listen at that nobody can connect to. */
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  private final Identity identity;
  private final Membership membership;
  private final RegionDesk regions;
  private final Supplier<List<Check>> checks;
  private final Ticker ticker;

  NodeOperations(
      Identity identity,
      Membership membership,
      RegionDesk regions,
      Supplier<List<Check>> checks,
      Ticker ticker) {
    this.identity = identity;
    this.membership = membership;
    this.regions = regions;
    this.checks = checks;
    this.ticker = ticker;
  }

  @Override
  public List<Check> checks() {
    return checks.get();
  }

  @Override
  public NodeView status() {
    OwnershipStatus status = membership.status();
    List<Check> results = checks();
    return new NodeView(
        identity.node().name(),
        identity.region().toString(),
        results.stream().allMatch(Check::ok),
        results,
        status.degraded(),
        status.table().map(table -> view(table.epoch())),
        status.table().map(RangeTable::ranges).orElse(0),
        status.members().stream().map(member -> view(member, status)).toList());
  }

  private static EpochView view(Epoch epoch) {
    return new EpochView(epoch.number(), epoch.coordinator().name());
  }

  private MemberView view(MemberStatus member, OwnershipStatus status) {
    return new MemberView(
        member.member().node().name(),
        member.member().address().toString(),
        reachable(member).toString(),
        member.weight(),
        member.phase().name().toLowerCase(Locale.ROOT),
        member.present(),
        isCoordinator(member, status),
        member.owned(),
        member.standby());
  }

  /** A node knows of itself; of the others it knows who made the table. */
  private boolean isCoordinator(MemberStatus member, OwnershipStatus status) {
    if (member.member().node().equals(identity.node()) || status.coordinator()) {
      return member.member().node().equals(identity.node()) && status.coordinator();
    }
    return member.present()
        && status
            .table()
            .map(table -> table.epoch().coordinator().equals(member.member().node()))
            .orElse(false);
  }

  /** Who listens everywhere is reached where clients reach it. */
  private static NodeAddress reachable(MemberStatus member) {
    return WILDCARDS.contains(member.admin().host())
        ? new NodeAddress(member.member().address().host(), member.admin().port())
        : member.admin();
  }

  @Override
  public RangesView ranges() {
    return membership
        .status()
        .table()
        .map(NodeOperations::view)
        .orElseGet(() -> new RangesView(Optional.empty(), List.of(), List.of(), List.of()));
  }

  private static RangesView view(RangeTable table) {
    List<Integer> owners = new ArrayList<>(table.ranges());
    List<Integer> standbys = new ArrayList<>(table.ranges());
    for (int range = 0; range < table.ranges(); range++) {
      owners.add(table.ownerIndex(range));
      standbys.add(table.standbyIndex(range));
    }
    return new RangesView(
        Optional.of(view(table.epoch())),
        table.members().stream().map(member -> member.node().name()).toList(),
        owners,
        standbys);
  }

  @Override
  public List<HotChannel> top(int limit) {
    TopChannels clients = membership.clientReads();
    TopChannels database = membership.databaseReads();
    return Stream.concat(clients.top(limit).stream(), database.top(limit).stream())
        .map(TopChannels.Rate::channel)
        .distinct()
        .map(channel ->
            new HotChannel(
                channel.toString(),
                clients.perSecond(channel),
                database.perSecond(channel),
                nodes(channel)))
        .sorted(
            Comparator.comparingLong(HotChannel::readsPerSecond)
                .thenComparingLong(HotChannel::databaseReadsPerSecond)
                .reversed())
        .limit(limit)
        .toList();
  }

  private int nodes(ChannelId channel) {
    return membership.spread(channel).map(spread -> spread.nodes()).orElse(1);
  }

  @Override
  public RegionsView regions() {
    return regions.regions();
  }

  @Override
  public OrderedView order(String region, RegionCommand command, String by) {
    return regions.order(region, command, by);
  }

  @Override
  public NodeView drain(boolean away) {
    membership.drain(away);
    long patienceEnds = ticker.nanos() + DRAIN_SAID.toNanos();
    while (membership.isDraining() != away && ticker.nanos() - patienceEnds < 0) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return status();
  }
}
