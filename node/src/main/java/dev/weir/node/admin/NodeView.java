package dev.weir.node.admin;

import java.util.List;
import java.util.Optional;

/**
 * A node, and its region as it sees it.
 *
 * @param ready whether all checks hold
 * @param degraded whether it is cut off from most of its region
 * @param epoch of the table that it serves by; empty before it has one
 * @param ranges how many ranges the table has
 * @param members those that it knows, by name
 */
public record NodeView(
    String node,
    String region,
    boolean ready,
    List<Check> checks,
    boolean degraded,
    Optional<EpochView> epoch,
    int ranges,
    List<MemberView> members) {

  public NodeView {
    checks = List.copyOf(checks);
    members = List.copyOf(members);
  }
}
