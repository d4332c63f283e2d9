package dev.weir.node.route;

import dev.weir.messages.Ticker;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * How many nodes the readers of a channel should spread over: its owner alone says so, from the
 * rate at which clients reach it. While they are spread it sees one part of them and takes the
 * others to be as large; a spread only shrinks once half of it would do, so that it does not flap.
 */
public final class Spreading {

  private static final int MAX_CHANNELS = 256;

  private record Spread(int nodes, long decidedNanos) {}

  private final HotSettings settings;
  private final TopChannels clients;
  private final ToLongFunction<ChannelId> awaited;
  private final NodeId self;
  private final Supplier<Optional<RangeTable>> table;
  private final Ticker ticker;
  private volatile Map<ChannelId, Spread> spreads = Map.of();

  /**
   * Advice from what clients ask this node.
   *
   * @param clients the rates at which they ask
   * @param awaited how often clients that are not here yet read a channel, a second: they are
   *     spread before they come
   */
  public Spreading(
      HotSettings settings,
      TopChannels clients,
      ToLongFunction<ChannelId> awaited,
      NodeId self,
      Supplier<Optional<RangeTable>> table,
      Ticker ticker) {
    this.settings = settings;
    this.clients = clients;
    this.awaited = awaited;
    this.self = self;
    this.table = table;
    this.ticker = ticker;
  }

  /** How many nodes; 1 for almost every channel. Quick: asked for each answer. */
  public int nodes(ChannelId channel) {
    Spread now = spreads.get(channel);
    long perSecond = clients.perSecond(channel);
    long coming = awaited.applyAsLong(channel);
    if (now == null && perSecond + coming <= settings.readsPerSecond()) {
      return 1;
    }
    return decide(channel, perSecond, coming);
  }

  private synchronized int decide(ChannelId channel, long perSecond, long coming) {
    long nowNanos = ticker.nanos();
    Spread before = spreads.getOrDefault(channel, new Spread(1, nowNanos));
    if (before.nodes() > 1 && nowNanos - before.decidedNanos() < settings.lasting().toNanos()) {
      return Math.min(before.nodes(), most(channel));
    }
    long estimate = perSecond * before.nodes() + coming;
    int wanted =
        (int) Math.min(settings.nodes(), Math.ceilDiv(estimate, settings.readsPerSecond()));
    int nodes = wanted > before.nodes() || 2 * wanted <= before.nodes() ? wanted : before.nodes();
    nodes = Math.max(1, Math.min(nodes, most(channel)));
    remember(channel, new Spread(nodes, nowNanos));
    return nodes;
  }

  /** All members, if this node owns the channel; else it has nothing to say. */
  private int most(ChannelId channel) {
    return table
        .get()
        .filter(now -> now.ownerOf(channel).node().equals(self))
        .map(now -> now.members().size())
        .orElse(1);
  }

  private void remember(ChannelId channel, Spread spread) {
    Map<ChannelId, Spread> next = new LinkedHashMap<>(spreads);
    next.remove(channel);
    if (spread.nodes() > 1) {
      next.put(channel, spread);
    }
    Iterator<ChannelId> oldest = next.keySet().iterator();
    while (next.size() > MAX_CHANNELS) {
      oldest.next();
      oldest.remove();
    }
    spreads = next;
  }
}
