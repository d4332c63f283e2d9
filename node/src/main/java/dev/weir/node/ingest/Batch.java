package dev.weir.node.ingest;

import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;

/** The messages of one channel in one window, in ascending order of their ids. */
record Batch(ChannelId id, TrackedChannel channel, List<Pending> messages) {

  static Batch of(ChannelId id, TrackedChannel channel) {
    return new Batch(id, channel, new ArrayList<>());
  }

  Batch with(List<Pending> others) {
    return new Batch(id, channel, others);
  }
}
