package dev.weir.node.ownership;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.cluster.ClusterConfig;
import dev.weir.node.cluster.ClusterStack;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.annotation.ViewChanged;
import org.infinispan.notifications.cachemanagerlistener.event.ViewChangedEvent;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jspecify.annotations.Nullable;

/**
 * The map as a replicated Infinispan cache over a JGroups channel: the table is one value, and each
 * node's card another.
 *
 * <p>Both halves of a split may write, and of two values the larger half's wins: what lies here can
 * be derived again, and is, after each merge. A partition handling that denies would leave a region
 * of two nodes without its map when one crashes.
 */
final class InfinispanMap implements SharedMap {

  private static final String CACHE = "ownership";
  private static final String TABLE = "table";
  private static final String CARD = "node/";
  private static final int PUT_SECONDS = 15;
  private static final int TRANSFER_SECONDS = 30;
  private static final int LOCK_SECONDS = 10;

  private final DefaultCacheManager manager;
  private final Cache<String, byte[]> cache;
  private final UUID incarnation;

  private InfinispanMap(DefaultCacheManager manager, Cache<String, byte[]> cache) {
    this.manager = manager;
    this.cache = cache;
    this.incarnation = manager.getAddress().getNodeUUID();
  }

  /**
   * Joins the region's cluster; blocks until this node has a copy of the map.
   *
   * @throws WeirException {@code PORT_TAKEN}, or {@code CLUSTER_UNREACHABLE}
   */
  static InfinispanMap join(ClusterConfig config, Region region, NodeId node) {
    JChannel channel = null;
    DefaultCacheManager manager = null;
    try {
      channel = ClusterStack.channel(config);
      channel.setName(node.name());
      manager = manager(channel, region, node);
      manager.start();
      if (channel.getAddress() == null) {
        throw new IllegalStateException("Infinispan made a channel of its own");
      }
      manager.defineConfiguration(CACHE, replicated());
      return new InfinispanMap(manager, manager.getCache(CACHE));
    } catch (Exception e) {
      close(manager, channel);
      throw failure(config, region, e);
    }
  }

  private static DefaultCacheManager manager(JChannel channel, Region region, NodeId node) {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
    global
        .transport()
        .transport(new JGroupsTransport(channel))
        .clusterName("weir-" + region)
        .nodeName(node.name())
        .distributedSyncTimeout(PUT_SECONDS, TimeUnit.SECONDS);
    global.jmx().disable();
    global.metrics().gauges(false).histograms(false);
    global.globalState().disable();
    global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    // The other constructors throw the channel away and begin to multicast.
    ConfigurationBuilderHolder holder =
        new ConfigurationBuilderHolder(InfinispanMap.class.getClassLoader(), global);
    return new DefaultCacheManager(holder, false);
  }

  private static Configuration replicated() {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder
        .clustering()
        .cacheMode(CacheMode.REPL_SYNC)
        .remoteTimeout(PUT_SECONDS, TimeUnit.SECONDS)
        .stateTransfer()
        .fetchInMemoryState(true)
        .awaitInitialTransfer(true)
        .timeout(TRANSFER_SECONDS, TimeUnit.SECONDS);
    builder
        .clustering()
        .partitionHandling()
        .whenSplit(PartitionHandling.ALLOW_READ_WRITES)
        .mergePolicy(MergePolicy.PREFERRED_ALWAYS);
    builder.locking().lockAcquisitionTimeout(LOCK_SECONDS, TimeUnit.SECONDS);
    return builder.build();
  }

  private static WeirException failure(ClusterConfig config, Region region, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof java.net.BindException) {
      return new WeirException(
          ErrorCode.PORT_TAKEN,
          "cannot listen at %s for the region's nodes, or watch on port %d: %s"
              .formatted(
                  config.listen(),
                  config.listen().port() + ClusterConfig.WATCH_OFFSET,
                  root.getMessage()),
          cause);
    }
    return new WeirException(
        ErrorCode.CLUSTER_UNREACHABLE,
        "cannot join the cluster of region %s from %s: %s"
            .formatted(region, config.listen(), root.getMessage()),
        cause);
  }

  @Override
  public UUID incarnation() {
    return incarnation;
  }

  @Override
  public void onView(Consumer<OwnershipEvent.ViewSeen> views) {
    Views listener = new Views(views);
    manager.addListener(listener);
    listener.tell(manager.getMembers(), false);
  }

  @Override
  public OwnershipEvent.MapSeen read() {
    List<NodeCard> cards = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : cache.entrySet()) {
      if (entry.getKey().startsWith(CARD)) {
        cards.add(MapBytes.card(entry.getValue()));
      }
    }
    return new OwnershipEvent.MapSeen(cards, planned().map(MapBytes.PlannedTable::table));
  }

  private Optional<MapBytes.PlannedTable> planned() {
    byte[] bytes = cache.get(TABLE);
    return bytes == null ? Optional.empty() : MapBytes.table(bytes);
  }

  @Override
  public void put(RangeTable table, long atMicros) {
    Optional<MapBytes.PlannedTable> there = planned();
    boolean older = there.isPresent() && there.get().table().epoch().isNewerThan(table.epoch());
    if (!older) {
      cache.put(TABLE, MapBytes.of(new MapBytes.PlannedTable(table, atMicros)));
    }
  }

  @Override
  public void put(NodeCard card) {
    cache.put(CARD + card.member().node(), MapBytes.of(card));
  }

  @Override
  public void remove(NodeId node) {
    cache.remove(CARD + node);
  }

  @Override
  public long plannedMicros() {
    return planned().map(MapBytes.PlannedTable::atMicros).orElse(0L);
  }

  @Override
  public void close() {
    close(manager, null);
  }

  private static void close(@Nullable DefaultCacheManager manager, @Nullable JChannel channel) {
    if (manager != null) {
      manager.stop();
    }
    if (channel != null) {
      channel.close();
    }
  }

  /** Hears of views; Infinispan wants a public class with public methods. */
  @Listener
  public static final class Views {

    private final Consumer<OwnershipEvent.ViewSeen> views;

    Views(Consumer<OwnershipEvent.ViewSeen> views) {
      this.views = views;
    }

    @ViewChanged
    @Merged
    public void changed(ViewChangedEvent event) {
      tell(event.getNewMembers(), event.isMergeView());
    }

    void tell(List<Address> members, boolean merged) {
      views.accept(
          new OwnershipEvent.ViewSeen(members.stream().map(Address::getNodeUUID).toList(), merged));
    }
  }
}
