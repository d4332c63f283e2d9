package dev.weir.node.ownership;

import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.List;
import java.util.Optional;

/**
 * Who is in the region, as one node sees it.
 *
 * @param table that it serves by; empty before it has one
 * @param members those that the map knows, by name
 * @param coordinator whether this node plans
 * @param degraded whether it is cut off from most of its region
 */
public record OwnershipStatus(
    Optional<RangeTable> table, List<MemberStatus> members, boolean coordinator, boolean degraded) {

  /**
   * One node of the region.
   *
   * @param present whether it is in the view
   * @param owned ranges that the table gives it
   * @param standby ranges that it stands by for
   */
  public record MemberStatus(
      Member member,
      NodeAddress admin,
      int weight,
      Phase phase,
      boolean present,
      int owned,
      int standby) {}

  static OwnershipStatus of(OwnershipMachine machine) {
    Holdings holdings = machine.adopted().map(Holdings::of).orElse(Holdings.NONE);
    List<MemberStatus> members =
        machine.cards().stream()
            .map(card -> {
              NodeId node = card.member().node();
              return new MemberStatus(
                  card.member(),
                  card.admin(),
                  card.weight(),
                  card.phase(),
                  machine.isPresent(card.member()),
                  holdings.owned(node),
                  holdings.standby(node));
            })
            .toList();
    return new OwnershipStatus(
        machine.adopted(), members, machine.isCoordinator(), machine.isMinority());
  }
}
