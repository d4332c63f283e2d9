package dev.weir.node.bridge;

import dev.weir.topology.NodeId;

/**
 * Who said something, and when.
 *
 * @param started tells one start of the node from another
 * @param sequence counts what the node has said since
 * @param sentMicros microseconds since 1970, by the sender's clock
 */
public record Stamp(NodeId sender, long started, long sequence, long sentMicros) {

  /** Whether this overtook {@code other}: clocks are not asked, they may be set back. */
  boolean isBefore(Stamp other) {
    return sender.equals(other.sender) && started == other.started && sequence < other.sequence;
  }
}
