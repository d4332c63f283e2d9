package dev.weir.node.ownership;

import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import java.util.Optional;
import java.util.UUID;

/**
 * What a node tells the others of itself.
 *
 * @param incarnation its address in the cluster's views: another one after each start
 * @param admin where operators ask it
 * @param weight what it takes in comparison with others
 * @param seen the newest epoch that it has seen, told when the map has lost it
 */
public record NodeCard(
    UUID incarnation,
    Member member,
    NodeAddress admin,
    int weight,
    Phase phase,
    Optional<Epoch> seen) {

  NodeCard in(Phase next) {
    return new NodeCard(incarnation, member, admin, weight, next, seen);
  }

  NodeCard having(Epoch epoch) {
    return new NodeCard(incarnation, member, admin, weight, phase, Optional.of(epoch));
  }
}
