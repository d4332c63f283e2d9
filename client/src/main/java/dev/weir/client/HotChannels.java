package dev.weir.client;

import dev.weir.client.protocol.Spread;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Member;
import dev.weir.topology.RangeTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Channels so hot that nodes advise to spread their reads, and which node of the spread this client
 * reads them from: always the same one, drawn by lot, so that each node merges the reads of its own
 * part of all clients. Holds the {@value #MAX_CHANNELS} channels advised last. For the I/O thread
 * alone.
 */
final class HotChannels {

  static final int MAX_CHANNELS = 1_024;

  private record Hot(int nodes, long untilNanos) {}

  private final Map<ChannelId, Hot> channels = new LinkedHashMap<>();
  private final Timers timers;
  private final int lot;

  HotChannels(Timers timers, RandomGenerator random) {
    this.timers = timers;
    this.lot = random.nextInt() & Integer.MAX_VALUE;
  }

  /** A node said so of this channel; the latest advice holds. */
  void advise(ChannelId channel, Spread spread) {
    channels.remove(channel);
    if (channels.size() >= MAX_CHANNELS) {
      channels.remove(channels.keySet().iterator().next());
    }
    channels.put(channel, new Hot(spread.nodes(), timers.nowNanos() + spread.lasting().toNanos()));
  }

  /** Where to read the channel while it is hot; empty if that is its owner, as ever. */
  Optional<Member> readerOf(ChannelId channel, RangeTable table) {
    Hot hot = channels.get(channel);
    if (hot == null) {
      return Optional.empty();
    }
    if (hot.untilNanos - timers.nowNanos() <= 0) {
      channels.remove(channel);
      return Optional.empty();
    }
    int members = table.members().size();
    int steps = lot % Math.min(hot.nodes, members);
    int owner = table.ownerIndex(table.rangeOf(channel));
    return steps == 0
        ? Optional.empty()
        : Optional.of(table.members().get((owner + steps) % members));
  }

  /** How many channels are remembered, hot or not so any more. */
  int size() {
    return channels.size();
  }
}
