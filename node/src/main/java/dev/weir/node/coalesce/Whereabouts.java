package dev.weir.node.coalesce;

import dev.weir.messages.Explanation.Role;
import dev.weir.messages.Explanation.Step;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a node stands: which channels are its own, and what it says of itself in explanations.
 *
 * @param table that the node serves by
 */
public record Whereabouts(NodeId self, Supplier<Optional<RangeTable>> table) {

  /** Whether requests of a channel are served by this node: it owns it, or knows of no owner. */
  boolean isHere(ChannelId channel) {
    Optional<RangeTable> now = table.get();
    return now.isEmpty() || now.get().ownerOf(channel).node().equals(self);
  }

  /** A step of a read that was alone here. */
  Step step(ChannelId channel, String consistency) {
    Optional<RangeTable> now = table.get();
    return new Step(
        self,
        now.map(known -> known.ownerOf(channel).node()),
        now.map(RangeTable::epoch),
        Role.ALONE,
        0,
        1,
        consistency);
  }
}
