package dev.weir.node;

import dev.weir.node.bridge.DatabaseHealth;
import dev.weir.node.bridge.Digest;
import dev.weir.node.bridge.Home;
import dev.weir.node.bridge.HotRate;
import dev.weir.node.bridge.NodeReport;
import dev.weir.node.ownership.OwnershipStatus.MemberStatus;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What this node tells other regions of itself.
 *
 * @param address where clients reach it
 * @param ready whether it should get requests
 * @param database how it finds its region's database
 */
record HomeView(
    NodeId self,
    NodeAddress address,
    Membership membership,
    Pace pace,
    BooleanSupplier ready,
    Supplier<DatabaseHealth> database)
    implements Home {

  @Override
  public NodeReport report() {
    int owned =
        membership.status().members().stream()
            .filter(member -> member.member().node().equals(self))
            .mapToInt(MemberStatus::owned)
            .sum();
    return new NodeReport(
        self,
        address,
        ready.getAsBoolean(),
        membership.isDraining(),
        owned,
        pace.look(),
        database.get());
  }

  @Override
  public List<HotRate> hot() {
    return membership.clientReads().top(Digest.MAX_HOT).stream()
        .map(rate -> new HotRate(rate.channel(), rate.perSecond()))
        .toList();
  }

  @Override
  public Optional<Epoch> epoch() {
    return membership.table().map(RangeTable::epoch);
  }
}
