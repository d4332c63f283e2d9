package dev.weir.node.bridge;

import dev.weir.topology.NodeId;

/**
 * That a digest arrived, told back to its sender: what it takes to compare two clocks.
 *
 * @param sender of the digest
 * @param sentMicros when it was sent, by its sender's clock
 * @param heldMicros how long ago it had arrived when the echo was sent
 */
public record Echo(NodeId sender, long sentMicros, long heldMicros) {}
