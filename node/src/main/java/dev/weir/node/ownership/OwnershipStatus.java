package dev.weir.node.ownership;

import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<NodeId, Integer> owned = new HashMap<>();
    Map<NodeId, Integer> standby = new HashMap<>();
    machine.adopted().ifPresent(table -> count(table, owned, standby));
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
                  owned.getOrDefault(node, 0),
                  standby.getOrDefault(node, 0));
            })
            .toList();
    return new OwnershipStatus(
        machine.adopted(), members, machine.isCoordinator(), machine.isMinority());
  }

  private static void count(
      RangeTable table, Map<NodeId, Integer> owned, Map<NodeId, Integer> standby) {
    for (int range = 0; range < table.ranges(); range++) {
      owned.merge(table.ownerOf(range).node(), 1, Integer::sum);
      table.standbyOf(range).ifPresent(some -> standby.merge(some.node(), 1, Integer::sum));
    }
  }
}
